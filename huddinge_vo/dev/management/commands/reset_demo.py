"""Throw away everything and load the demo anew: `make demo-reset`."""

from __future__ import annotations

import shutil

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from huddinge_vo.dev import example


class Command(BaseCommand):
    help = "Kastar databasen, filerna och kön, och laddar planen och demon på nytt. Aldrig i produktion."
    requires_system_checks = ()

    stealth_options = ("logins",)  # for who calls the command, not for the terminal

    def handle(self, *, logins: bool = True, **options: object) -> None:
        if settings.PRODUCTION or settings.DATABASES["default"]["ENGINE"] != example.OWN_ENGINE:
            # A database that somebody else runs may hold what cannot be made again.
            raise CommandError("Demon återställs bara i den inbyggda databasen. Ta bort DATABASE_URL och VO_ENV först.")
        self.stdout.write("Kastar databasen, filerna och kön …")
        current_app.control.purge()
        example.forget_kept()
        example.empty_database()
        cache.clear()
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.stdout.write("Bygger databasens tabeller …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Laddar planens grunduppgifter …")
        call_command("load_plan")
        self.stdout.write("Laddar demon (en halv minut) …")
        call_command("load_demo", logins=logins)
        self.stdout.write("Sparar demon, så att den går att återställa …")
        example.keep()
        self.stdout.write("Demon är laddad på nytt.")
