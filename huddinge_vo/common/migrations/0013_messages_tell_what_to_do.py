"""What is refused is told with what one can do."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('common', '0012_versions_of_people'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterConstraint(
                    model_name='grouprole',
                    name='a_group_gives_a_role_once',
                    constraint=models.UniqueConstraint(fields=('buyer', 'group', 'role'), name='a_group_gives_a_role_once', violation_error_message='Gruppen ger redan den rollen. Välj en annan grupp eller roll.'),
                ),
                migrations.AlterConstraint(
                    model_name='grouprole',
                    name='what_a_group_gives_is_confirmed_by_a_second_person',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='what_a_group_gives_is_confirmed_by_a_second_person', violation_error_message='Den som skrev att gruppen ger rollen bekräftar det inte. Be en annan förvaltare.'),
                ),
                migrations.AlterConstraint(
                    model_name='markproposal',
                    name='mark_is_asked_for_once',
                    constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('content_type', 'object_id'), name='mark_is_asked_for_once', violation_error_message='Det finns redan en begäran som väntar på säkerhetsansvarig. Vänta tills den är avgjord.'),
                ),
                migrations.AlterConstraint(
                    model_name='markproposal',
                    name='mark_is_decided_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='mark_is_decided_by_another', violation_error_message='Den som begär en märkning avgör den inte. Be en annan säkerhetsansvarig.'),
                ),
                migrations.AlterConstraint(
                    model_name='membership',
                    name='membership_is_given_once',
                    constraint=models.UniqueConstraint(fields=('user', 'buyer', 'role'), name='membership_is_given_once', violation_error_message='Personen har redan den rollen hos köparen. Välj en annan roll.'),
                ),
                migrations.AlterConstraint(
                    model_name='retentionterm',
                    name='what_is_kept_is_kept_a_day',
                    constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='what_is_kept_is_kept_a_day', violation_error_message='Ange minst en dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='roleproposal',
                    name='nobody_proposes_himself_for_a_role',
                    constraint=models.CheckConstraint(condition=models.Q(('proposed_by', models.F('user')), _negated=True), name='nobody_proposes_himself_for_a_role', violation_error_message='Ingen föreslår sig själv till en roll. Be en annan förvaltare.'),
                ),
                migrations.AlterConstraint(
                    model_name='roleproposal',
                    name='a_role_is_confirmed_by_a_second_person',
                    constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('state', 'WITHDRAWN'), models.Q(models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by', models.F('user')), _negated=True)), _connector='OR'), name='a_role_is_confirmed_by_a_second_person', violation_error_message='En annan än den som föreslog rollen, och än den som ska få den, bekräftar. Be en annan förvaltare.'),
                ),
                migrations.AlterConstraint(
                    model_name='roleproposal',
                    name='a_role_is_proposed_once_at_a_time',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('user', 'buyer', 'role'), name='a_role_is_proposed_once_at_a_time', violation_error_message='Rollen är redan föreslagen. Vänta tills förslaget är bekräftat eller avslaget.'),
                ),
            ]
        ),
    ]
