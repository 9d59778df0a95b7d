"""Bring a series' values in from a file, from a terminal."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.index import actions as index_actions
from contracts.index.models import IndexSeries
from contracts.index.terminal import known_series, told_of, written
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.terminal import as_json, why
from huddinge_vo.common.untyped import PassedOn

_LARGEST = 20 << 20  # as the reader's own limit, told before the file is read


class Command(BaseCommand):
    """The same action as on screen."""

    help = "Läser in indexvärden från fil. Utan --store visas vad som skulle ändras, och värdena väntar på granskning."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, which series it is, whether to store, and how to answer."""
        parser.add_argument("file", metavar="FILE", help="CSV, XLSX, PX eller JSON från SCB, eller egen mall")
        parser.add_argument("--series", metavar="KOD", help="seriens kod; behövs inte när filens namn börjar med den")
        parser.add_argument("--store", action="store_true", help="spara värdena genast")
        parser.add_argument("--json", action="store_true", help="svara som JSON")

    def handle(
        self, *args: PassedOn, file: str, series: str | None, store: bool, json: bool, **options: PassedOn
    ) -> None:
        """Read it in, and say what it changes."""
        now = timezone.now()
        path = Path(file)
        of = known_series(series or _code_in(path.name))
        try:
            if path.stat().st_size > _LARGEST:
                raise CommandError(f"{path.name} är större än {_LARGEST >> 20} MB. Välj ut serien innan den sparas.")
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} går inte att läsa: {why(error)}.") from error
        try:
            received = index_actions.receive_index(series=of, content=content, name=path.name, by=None, at=now)
            answer = told_of(of, received, store=store, at=now)
        except UnreadableFile as error:
            raise CommandError(f"{path.name}: {error}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(as_json(answer) if json else written(answer))


def _code_in(name: str) -> str:
    """The code of the one series that a file is called after: KPI-2020.csv, kpi-2020_2026.px. Raises CommandError."""
    codes = IndexSeries.objects.order_by("-code", "pk").values_list("code", flat=True)
    found = [code for code in codes if name.upper().startswith(code)]
    if not found:
        raise CommandError(
            f"Det framgår inte vilken serie {name} är. Ange --series, någon av {', '.join(sorted(codes))}."
        )
    return max(found, key=len)
