"""manage.py rights_matrix: write docs/behorigheter.md from what each page asks for. With --check: whether it holds."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huddinge_vo.dev import rights


class Command(BaseCommand):
    help = "Skriver docs/behorigheter.md ur det som varje sida begär."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="skriv inte, säg om tabellen stämmer")

    def handle(self, **options: object) -> None:
        now, there = rights.table(), rights.TABLE.read_text(encoding="utf-8") if rights.TABLE.exists() else ""
        if not options["check"]:
            rights.TABLE.write_text(now, encoding="utf-8")
            self.stdout.write(f"Skrev {rights.TABLE.relative_to(rights.ROOT)}.")
        elif now != there:
            raise CommandError(
                "docs/behorigheter.md stämmer inte med det som sidorna begär; kör manage.py rights_matrix."
            )
