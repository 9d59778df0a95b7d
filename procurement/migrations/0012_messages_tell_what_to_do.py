"""What is refused is told with what one can do."""

from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0013_messages_tell_what_to_do'),
        ('contracts', '0019_messages_tell_what_to_do'),
        ('procurement', '0011_extensions_that_never_began'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterConstraint(
                    model_name='askedsupplier',
                    name='supplier_is_asked_once',
                    constraint=models.UniqueConstraint(fields=('placement', 'supplier', 'place'), name='supplier_is_asked_once', nulls_distinct=False, violation_error_message='Leverantören står redan som tillfrågad. Välj en annan, eller töm raden.'),
                ),
                migrations.AlterConstraint(
                    model_name='milestonetemplate',
                    name='milestone_template_name_is_unique',
                    constraint=models.UniqueConstraint(fields=('buyer', 'name'), name='milestone_template_name_is_unique', violation_error_message='Det finns redan en mall med det namnet. Välj ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='placement',
                    name='placement_is_approved_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('requested_by')), _negated=True), _connector='OR'), name='placement_is_approved_by_another', violation_error_message='Den som begärde placeringen kan inte godkänna den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='plannedneed',
                    name='planned_need_is_unique_in_year',
                    constraint=models.UniqueConstraint(fields=('buyer', 'year', 'name'), name='planned_need_is_unique_in_year', violation_error_message='Behovet finns redan i planen för det året. Ändra det som finns, eller välj ett annat år.'),
                ),
                migrations.AlterConstraint(
                    model_name='procurementterm',
                    name='standstill_is_at_least_a_day',
                    constraint=models.CheckConstraint(condition=models.Q(('standstill_days__isnull', True), ('standstill_days__gte', 1), _connector='OR'), name='standstill_is_at_least_a_day', violation_error_message='Ange minst en dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='project',
                    name='project_contract_is_at_least_a_month',
                    constraint=models.CheckConstraint(condition=models.Q(('initial_months__gte', 1)), name='project_contract_is_at_least_a_month', violation_error_message='Ange en avtalstid på minst en månad.'),
                ),
                migrations.AlterConstraint(
                    model_name='risk',
                    name='risk_is_weighed_from_one_to_three',
                    constraint=models.CheckConstraint(condition=models.Q(('consequence__gte', 1), ('consequence__lte', 3), ('likelihood__gte', 1), ('likelihood__lte', 3)), name='risk_is_weighed_from_one_to_three', violation_error_message='Ange sannolikhet och konsekvens från 1 till 3.'),
                ),
                migrations.AlterConstraint(
                    model_name='stayon',
                    name='staying_on_is_registered_once',
                    constraint=models.UniqueConstraint(fields=('placement', 'cause', 'since'), name='staying_on_is_registered_once', violation_error_message='Kvarboendet är redan registrerat från den dagen. Ange en annan dag om det är ett nytt.'),
                ),
            ]
        ),
    ]
