"""manage.py load_plan: the category plan's reference data, that and nothing else. Twice changes nothing.

It stands in the top app because the plan's measures do; the plan itself belongs to activities.
"""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from activities.activities.actions import load_plan
from contracts.index.reference import load_index_series
from contracts.law.reference import load_law
from followup.duties.actions import load_reminder_rules
from followup.judging.actions import judge_changes
from followup.measures.actions import load_measures
from followup.reviews.actions import load_review_templates
from huddinge_vo.common.terminal import main_buyer
from procurement.strategies.reference import load_procurement


class Command(BaseCommand):
    help = "Läs in kategoriplanens kategorier, avtalsområden, uppgifter, mål och mått."

    @transaction.atomic
    def handle(self, **_: object) -> None:
        buyer, now = main_buyer(), timezone.now()
        loads = (
            *(load_plan, load_measures, load_procurement, load_review_templates, load_reminder_rules),
            load_index_series,
            load_law,
        )
        changed = sum(load(buyer=buyer, at=now) for load in loads)
        judge_changes(at=timezone.now())
        self.stdout.write(f"Kategoriplanen är inläst: {changed} uppgifter lades till eller ändrades.")
