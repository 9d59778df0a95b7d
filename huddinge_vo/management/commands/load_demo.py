"""manage.py load_demo: an invented municipality to look at. Twice changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huddinge_vo.common.terminal import main_buyer
from huddinge_vo.demo.loading import PASSWORD, BuyerHasRealData, load_demo
from huddinge_vo.dev import embedded
from huddinge_vo.roles import DEMO_LOGINS


class Command(BaseCommand):
    help = "Ladda demon: påhittade leverantörer, avtal och reskontra från 2021 till och med förra månaden."

    stealth_options = ("logins",)  # for who calls the command, not for the terminal

    def handle(self, *, logins: bool = True, **_: object) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demon har kända lösenord och laddas inte i produktion.")
        buyer = main_buyer()
        try:
            done = load_demo(
                buyer=buyer,
                on=timezone.localdate(),
                at=timezone.now(),
                folder=embedded.data_dir() / "demo",
                say=self._say,
            )
        except BuyerHasRealData as error:
            raise CommandError(str(error)) from error
        if not done.files:
            self.stdout.write("Demon är redan laddad.")
            return
        self._say(f"Demon är laddad: {done.contracts} avtal och {done.rows} reskontrarader i {done.files} filer.")
        if not logins:  # whoever starts the system says so last of all
            return
        self._say(f"Logga in med (lösenord {PASSWORD}):")
        for login, role in DEMO_LOGINS:
            self._say(f"  {login:20} {role}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
