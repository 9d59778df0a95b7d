"""Propose new prices for the contracts whose window is open on a day."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.prices import actions as price_actions
from huddinge_vo.common.files.columns import read_day
from huddinge_vo.common.money import tkr
from huddinge_vo.common.terminal import as_json, main_buyer
from huddinge_vo.common.untyped import PassedOn


class Command(BaseCommand):
    """The night's own action, for a day of one's choice."""

    help = "Räknar fram förslag till nya priser för avtal vars fönster är öppet."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day, and how to answer."""
        parser.add_argument("--on", metavar="ÅÅÅÅ-MM-DD", help="dagen; annars i dag")
        parser.add_argument("--json", action="store_true", help="svara som JSON")

    def handle(self, *args: PassedOn, on: str | None, json: bool, **options: PassedOn) -> None:
        """Propose, and say what it came to."""
        day = _day(on) if on else timezone.localdate()
        done = price_actions.propose_adjustments(buyer=main_buyer(), on=day, at=timezone.now())
        if json:
            told = {
                "on": day.isoformat(),
                "new": done.new,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "waiting": done.waiting,
                "yearly_effect_sek": done.yearly_effect_sek,
            }
            self.stdout.write(as_json(told))
            return
        waiting = sum(done.waiting.values())
        self.stdout.write(
            f"{day}: {done.new} nya förslag, {done.changed} omräknade, {done.unchanged} oförändrade. "
            f"{waiting} väntar. Effekt per år {tkr(done.yearly_effect_sek)} tkr."
        )


def _day(raw: str) -> date:
    try:
        return read_day(raw)
    except ValueError as error:
        raise CommandError(str(error)) from error
