"""manage.py backup_key FILE: a new pair of keys for the copies."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huddinge_vo.common.backup.sealing import new_key
from huddinge_vo.common.terminal import why


class Command(BaseCommand):
    help = "Gör ett nyckelpar för säkerhetskopior. Filen öppnar kopiorna: förvara den någon annanstans än på servern."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL")

    def handle(self, *, file: Path, **_options: object) -> None:
        public, text = new_key()
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"{file} finns redan, och skrivs inte över.") from error
        except OSError as error:
            raise CommandError(f"{file} kan inte skrivas: {why(error)}.") from error
        with os.fdopen(descriptor, "w") as opened:
            opened.write(text)
        self.stdout.write(f"VO_BACKUP_RECIPIENT={public}")
