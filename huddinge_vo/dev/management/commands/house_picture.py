"""manage.py house_picture: draw docs/huset.svg from what the code imports. With --check: say whether it still holds."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huddinge_vo.dev import house


class Command(BaseCommand):
    help = "Ritar bilden av huset ur det som koden importerar."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="rita inte, säg om rum eller pilar har ändrats")

    def handle(self, **options: object) -> None:
        there = house.survey()
        if not options["check"]:
            house.PICTURE.write_text(house.draw(there), encoding="utf-8")
            self.stdout.write(f"Ritade {house.PICTURE.relative_to(house.ROOT)}.")
            return
        drawn = house.PICTURE.read_text(encoding="utf-8") if house.PICTURE.exists() else ""
        if found := house.differences(there, drawn):
            raise CommandError("Huset har ändrats sedan det ritades; kör `make house`.\n  " + "\n  ".join(found))
