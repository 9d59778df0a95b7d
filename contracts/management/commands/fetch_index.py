"""Ask the statistical office for new index values, at once and from a terminal."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.index import actions as index_actions
from contracts.index.imports.fetching import Unreachable
from contracts.index.models import IndexSeries
from contracts.index.terminal import known_series, told_of, written
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.terminal import as_json
from huddinge_vo.common.untyped import PassedOn


class Command(BaseCommand):
    """The morning's own action, each series by itself: one that fails does not stop the others."""

    help = (
        "Hämtar nya indexvärden från SCB. Utan --store visas vad som skulle ändras, och värdena väntar på granskning."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which series, whether to store, and how to answer."""
        parser.add_argument("codes", nargs="*", metavar="KOD", help="seriernas koder; annars alla som hämtas")
        parser.add_argument("--store", action="store_true", help="spara värdena genast")
        parser.add_argument("--json", action="store_true", help="svara som JSON")

    def handle(self, *args: PassedOn, codes: list[str], store: bool, json: bool, **options: PassedOn) -> None:
        """Fetch, and say what came of each. Exit code 1 when any could not be fetched."""
        now = timezone.now()
        wanted = (
            [known_series(code) for code in codes]
            if codes
            else list(IndexSeries.objects.fetched().order_by("code", "pk"))
        )
        if not wanted:
            raise CommandError("Ingen serie hämtas. Ange tabell och koder på seriernas sidor.")
        answers, failed = [], []
        for series in wanted:
            try:
                received = index_actions.fetch_series(series=series, address=settings.VO_INDEX_API, by=None, at=now)
            except (Unreachable, UnreadableFile, index_actions.NotFetchable) as error:
                failed.append(series.code)
                answers.append({"series": series.code, "error": str(error)})
                self.stderr.write(f"{series.code}: {error}")
                continue
            answers.append(told_of(series, received, store=store, at=now))
        if json:
            self.stdout.write(as_json(answers))
        else:
            for answer in answers:
                if "error" not in answer:
                    self.stdout.write(written(answer))
        if failed:
            raise CommandError(f"Kunde inte hämtas: {', '.join(failed)}. Det som är sparat ligger kvar.")
