"""manage.py restore COPY: take a copy back, or only try it."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huddinge_vo.common.backup import actions
from huddinge_vo.common.backup.programs import NoProgram
from huddinge_vo.common.backup.sealing import Broken, WrongKey, read_identities
from huddinge_vo.common.terminal import why


class Command(BaseCommand):
    help = "Återställ en säkerhetskopia, eller prova den bredvid det som finns (--rehearse)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("copy", type=Path, metavar="KOPIA")
        parser.add_argument("--key", type=Path, help="nyckelfilen som öppnar kopian")
        parser.add_argument("--rehearse", action="store_true", help="prova bara: det som finns lämnas i fred")
        parser.add_argument("--yes", action="store_true", help="fråga inte")

    def handle(self, *, copy: Path, key: Path | None, rehearse: bool, yes: bool, **_options: object) -> None:
        try:
            identities = read_identities(key) if key else []
            if rehearse:
                self._tell(actions.rehearse(copy, identities=identities, at=timezone.now()))
                return
            told = actions.read_copy(copy)
            if not yes and not self._agrees(told):
                raise CommandError("Ingenting är ändrat.")
            kept = actions.restore(copy, identities=identities, at=timezone.now())
        except (Broken, WrongKey, actions.CannotRestore, NoProgram) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or copy}: {why(error)}.") from error
        except CalledProcessError as error:
            raise CommandError(f"Kopian gick inte att läsa in: {error.stderr.strip()}") from error
        call_command("migrate", verbosity=0, interactive=False)
        cache.clear()  # whom it knew as logged in, and what it had counted, was of the other database
        self.stdout.write(
            f"Återställt: {told.rows} rader och {told.files} filer, som de var {told.made_at}. "
            f"Det som fanns ligger kvar i databasen {kept}; ta bort den med dropdb när ni har sett att allt stämmer."
        )

    def _agrees(self, told: actions.Copy) -> bool:
        self.stdout.write(f"Kopian är gjord {told.made_at} och har {told.rows} rader. Den ersätter allt som finns nu.")
        return input("Skriv ja för att fortsätta: ").strip().lower() == "ja"

    def _tell(self, tried: actions.Tried) -> None:
        for line in tried.wrong:
            self.stderr.write(line)
        if tried.wrong:
            raise CommandError("Kopian är inte hel.")
        self.stdout.write(
            f"Kopian går att återställa: {tried.rows} rader och {tried.files} filer, lika till öret, "
            f"på {tried.seconds} sekunder."
        )
