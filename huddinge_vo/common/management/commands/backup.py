"""manage.py backup FOLDER: a copy of the database and the files."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huddinge_vo.common.backup import actions
from huddinge_vo.common.backup.programs import NoProgram
from huddinge_vo.common.backup.sealing import WrongKey, read_recipients
from huddinge_vo.common.terminal import as_json, why


class Command(BaseCommand):
    help = "Säkerhetskopiera databasen och filerna till en egen mapp under MAPP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="MAPP")
        parser.add_argument(
            "--recipient", action="append", help="öppen nyckel (age1…) att låsa med; annars VO_BACKUP_RECIPIENT"
        )
        parser.add_argument("--unsealed", action="store_true", help="lås inte kopian")
        parser.add_argument("--json", action="store_true")

    def handle(
        self, *, folder: Path, recipient: list[str] | None, unsealed: bool, json: bool, **_options: object
    ) -> None:
        keys = [] if unsealed else recipient or settings.VO_BACKUP_RECIPIENTS
        if not keys and not unsealed:
            raise CommandError(
                "Ange en öppen nyckel att låsa kopian med (--recipient eller VO_BACKUP_RECIPIENT; backup_key gör en), "
                "eller --unsealed."
            )
        try:
            made = actions.make_backup(folder, recipients=read_recipients(keys), at=timezone.now())
        except (NoProgram, WrongKey) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Kopian kan inte skrivas i {folder}: {why(error)}.") from error
        except CalledProcessError as error:
            raise CommandError(f"Databasen gick inte att kopiera: {error.stderr.strip()}") from error
        copy = actions.read_copy(made)
        if json:
            self.stdout.write(as_json({"path": str(made), "rows": copy.rows, "files": copy.files, "bytes": copy.size}))
            return
        self.stdout.write(f"{made}: {copy.rows} rader i {copy.tables} tabeller och {copy.files} filer.")
