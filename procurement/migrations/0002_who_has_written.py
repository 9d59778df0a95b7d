"""Everybody who has asked for a placement or changed it is known, and cannot approve it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="writers",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placement",
            trigger=pgtrigger.compiler.Trigger(
                name="placement_is_approved_by_nobody_who_wrote_in_it",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."approved_by_id" IS NOT NULL)',
                    func="\n            IF NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id AND EXISTS (\n                SELECT FROM procurement_placement_writers w WHERE w.placement_id = NEW.id AND w.user_id = NEW.approved_by_id\n            ) THEN\n                RAISE EXCEPTION 'Den som har skrivit i placeringen kan inte godkänna den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_is_approved_by_nobody_who_wrote_in_it';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="678d90b92196ef735adce041c0fdfb9db04f5ebc",
                    operation="UPDATE",
                    pgid="pgtrigger_placement_is_approved_by_nobody_who_wrote_in_it_c6d14",
                    table="procurement_placement",
                    when="AFTER",
                ),
            ),
        ),
        # Those who are known to have written: who began, and all whom the history names as such.
        migrations.RunSQL(
            """
            INSERT INTO procurement_placement_writers (placement_id, user_id)
            SELECT id, requested_by_id FROM procurement_placement
            UNION SELECT e.id, e.requested_by_id FROM procurement_placementevent e JOIN procurement_placement p ON p.id = e.id
        """,
            migrations.RunSQL.noop,
        ),
    ]
