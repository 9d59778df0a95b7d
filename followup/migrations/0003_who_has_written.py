"""Everybody who has written in a report or a finding is known, and cannot approve it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_judging_in_sql"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="writers",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i"
            ),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="writers",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="har skrivit i"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="finding_is_verified_by_nobody_who_wrote_in_it",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."verified_by_id" IS NOT NULL)',
                    func="\n            IF NEW.verified_by_id IS DISTINCT FROM OLD.verified_by_id AND EXISTS (\n                SELECT FROM followup_finding_writers w WHERE w.finding_id = NEW.id AND w.user_id = NEW.verified_by_id\n            ) THEN\n                RAISE EXCEPTION 'Den som har skrivit i bristen kan inte verifiera den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_is_verified_by_nobody_who_wrote_in_it';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="880bed65e14a84df45093007031937f5f32ec260",
                    operation="UPDATE",
                    pgid="pgtrigger_finding_is_verified_by_nobody_who_wrote_in_it_2be54",
                    table="followup_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusreport",
            trigger=pgtrigger.compiler.Trigger(
                name="report_is_approved_by_nobody_who_wrote_in_it",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."approved_by_id" IS NOT NULL)',
                    func="\n            IF NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id AND EXISTS (\n                SELECT FROM followup_statusreport_writers w WHERE w.statusreport_id = NEW.id AND w.user_id = NEW.approved_by_id\n            ) THEN\n                RAISE EXCEPTION 'Den som har skrivit i rapporten kan inte godkänna den.' USING ERRCODE = 'check_violation', CONSTRAINT = 'report_is_approved_by_nobody_who_wrote_in_it';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="61b59e480c40a0aa66fc49c4fbe9fddb2ceccfeb",
                    operation="UPDATE",
                    pgid="pgtrigger_report_is_approved_by_nobody_who_wrote_in_it_5e4c7",
                    table="followup_statusreport",
                    when="AFTER",
                ),
            ),
        ),
        # Those who are known to have written: who began, and all whom the history names as such.
        migrations.RunSQL(
            """
            INSERT INTO followup_statusreport_writers (statusreport_id, user_id)
            SELECT id, written_by_id FROM followup_statusreport
            UNION SELECT report_id, by_id FROM followup_goalcomment
            UNION SELECT e.report_id, e.by_id FROM followup_goalcommentevent e JOIN followup_statusreport r ON r.id = e.report_id
        """,
            migrations.RunSQL.noop,
        ),
        # Those who are known to have written: who began, and all whom the history names as such.
        migrations.RunSQL(
            """
            INSERT INTO followup_finding_writers (finding_id, user_id)
            SELECT id, registered_by_id FROM followup_finding
        """,
            migrations.RunSQL.noop,
        ),
    ]
