"""For one who has lost both telephone and codes, where no page lets anybody help."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.actions import reset_factors


class Command(BaseCommand):
    """Take away a person's second factors. He sets up new ones when he next signs in."""

    help = "Tar bort en användares andra steg vid inloggningen. Ett nytt väljs vid nästa inloggning."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username", help="Användarnamnet.")

    def handle(self, *, username: str, **options: object) -> None:
        """Do it, and say what was there."""
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Ingen användare heter {username}.")
        number = reset_factors(person=person, by=None, request=None, at=timezone.now())
        self.stdout.write(f"{person}: andra steget är borttaget." if number else f"{person} hade inget andra steg.")
