from django.db import migrations


def add_rules(apps, schema_editor):
    """Whoever has a rule for windows that open gets one, to the same roles, for windows that close."""
    rules = apps.get_model("followup", "ReminderRule").objects
    told = set(rules.filter(kind="PRICE_REQUEST").values_list("buyer", flat=True))
    for rule in rules.filter(kind="PRICE_WINDOW", is_active=True).order_by("pk"):
        if rule.buyer_id not in told:
            told.add(rule.buyer_id)
            rules.create(
                buyer_id=rule.buyer_id,
                kind="PRICE_REQUEST",
                months_before=0,
                days_before=14,
                role_id=rule.role_id,
                grace_days=7,
                manager_role_id=rule.manager_role_id,
            )


class Migration(migrations.Migration):

    dependencies = [
        ("followup", "0015_price_request_duties"),
    ]

    operations = [
        migrations.RunPython(add_rules, migrations.RunPython.noop),
    ]
