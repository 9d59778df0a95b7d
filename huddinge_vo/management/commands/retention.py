"""manage.py retention: throw away what is older than its term, as the job does at night; or say what would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huddinge_vo.common.jobs.actions import alone
from huddinge_vo.common.terminal import as_json, refuse
from huddinge_vo.retention import actions, reports, tasks


class Command(BaseCommand):
    help = "Gallra det som är äldre än sin gallringstid."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="säg vad som skulle gallras, och gör ingenting")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, dry_run: bool, json: bool, **_options: object) -> None:
        now = timezone.now()
        if dry_run:
            told = [
                {
                    "buyer": whose,
                    "kind": each.kind.code,
                    "days": each.days,
                    "number": each.number,
                    "oldest": f"{timezone.localtime(each.oldest_at):%Y-%m-%d}" if each.oldest_at else None,
                    "held": each.held,
                    "goes": each.kind.forget is not None,
                }
                for whose, each in reports.forecast_for_all(at=now)
            ]
            self._say(json=json, told=told, lead="skulle gallras")
            return
        with alone(tasks.run_retention.name) as is_ours:
            if not is_ours:
                raise refuse(self, "Gallringen pågår redan.")
            run = actions.run_retention(at=now)
        told = [{"buyer": whose, "kind": kind, "number": number} for whose, kind, number in reports.went(run)]
        self._say(json=json, told=told, lead="gallrades")

    def _say(self, *, json: bool, told: Sequence[Mapping[str, object]], lead: str) -> None:
        if json:
            self.stdout.write(as_json(told))
            return
        lines = [each for each in told if each["number"] or each.get("held")]
        for each in lines:
            line = (
                f"{each['buyer']}, {each['kind']}: {each['number']} {lead if each.get('goes', True) else 'att se till'}"
            )
            line += f", den äldsta från {each['oldest']}" if each.get("oldest") else ""
            line += f", {each['held']} hålls kvar" if each.get("held") else ""
            self.stdout.write(line)
        if not lines:
            self.stdout.write("Ingenting är äldre än sin gallringstid.")
