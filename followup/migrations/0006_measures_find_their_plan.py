"""Measures that were there before belong to the plan of their category's root, and serve its first goal."""

from django.db import migrations


def find_plans(apps, schema_editor):
    measures = apps.get_model("followup", "Measure")
    plans = apps.get_model("activities", "CategoryPlan")
    goals = apps.get_model("activities", "EffectGoal")
    for measure in measures.objects.filter(plan__isnull=True).select_related("category"):
        of_buyer = plans.objects.filter(category__buyer=measure.category.buyer_id).order_by("-valid_from", "pk")
        measure.plan = of_buyer.first()
        measure.goal = goals.objects.filter(plan=measure.plan, number=1).first()
        measure.save()


class Migration(migrations.Migration):
    dependencies = [("followup", "0005_measures_of_the_plan")]

    operations = [migrations.RunPython(find_plans, migrations.RunPython.noop)]
