"""People, buyers and who may know of secrets, and the extension that overlaps are refused with."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from huddinge_vo.common.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        BtreeGistExtension(),
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(default=False, help_text="Designates that this user has all permissions without explicitly assigning them.", verbose_name="superuser status"),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        ("is_staff", models.BooleanField(default=False, help_text="Designates whether the user can log into this admin site.", verbose_name="staff status")),
                        (
                            "is_active",
                            models.BooleanField(default=True, help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.", verbose_name="active"),
                        ),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                        ("password_set_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lösenordet satt")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True, help_text="Specific permissions for this user.", related_name="user_set", related_query_name="user", to="auth.permission", verbose_name="user permissions"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "användare",
                        "verbose_name_plural": "användare",
                        "triggers": [
                            Trigger(
                                name="users_are_never_deleted",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="420dc1af4cc6aa60336cb14f34bb81c1407a4588",
                                    operation="DELETE",
                                    pgid="pgtrigger_users_are_never_deleted_189ad",
                                    table="common_user",
                                    when="BEFORE",
                                ),
                            ),
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_set_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."password_set_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."username"); RETURN NULL;',
                                    hash="d8465e13e58b02214ba0695e15db51822a2ca695",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c05c1",
                                    table="common_user",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."password_set_at" IS DISTINCT FROM (NEW."password_set_at") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                                    func='INSERT INTO "common_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_set_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."password_set_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."username"); RETURN NULL;',
                                    hash="c4f7bf9762a9d00bb322d5284f118b4fa9226b7e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cfcf1",
                                    table="common_user",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "password_set_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."password_set_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."username"); RETURN NULL;',
                                    hash="c9b4075e9979fdf2700a6fa34ac23ed3ae41b76a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c4a74",
                                    table="common_user",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="UserEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to=settings.AUTH_USER_MODEL)),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "is_superuser",
                            models.BooleanField(default=False, help_text="Designates that this user has all permissions without explicitly assigning them.", verbose_name="superuser status"),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        ("is_staff", models.BooleanField(default=False, help_text="Designates whether the user can log into this admin site.", verbose_name="staff status")),
                        (
                            "is_active",
                            models.BooleanField(default=True, help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.", verbose_name="active"),
                        ),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                        ("password_set_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lösenordet satt")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="691c1a88c6ba8ba6c090237582d740a005c79bf5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1b94a",
                                    table="common_userevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organization",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "org_number",
                            models.CharField(
                                error_messages={"unique": "Det finns redan en köpare med det organisationsnumret."},
                                max_length=10,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{10}$", "Ange tio siffror.")],
                                verbose_name="organisationsnummer",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("kind", models.CharField(choices=[("MUNICIPALITY", "kommun"), ("REGION", "region"), ("OTHER", "annan köpare")], default="OTHER", max_length=20, verbose_name="slag")),
                        ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="har demodata")),
                        (
                            "sort_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"), models.Value("åäöæøéèêëüáà"), models.Value("{|}|}eeeeyaa"), function="translate", output_field=models.CharField()
                                ),
                                output_field=models.CharField(db_collation="C", max_length=300),
                                verbose_name="sorteringsordning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "köpare",
                        "verbose_name_plural": "köpare",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("org_number__regex", "^\\d{10}$")), name="organization_number_has_ten_digits", violation_error_message="Organisationsnumret ska ha tio siffror."
                            )
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_organizationevent" ("id", "is_demo", "kind", "name", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_demo", NEW."kind", NEW."name", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="82ed463c96746f31f5700ad0faa5b88de2f8e4a9",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_59f95",
                                    table="common_organization",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."org_number" IS DISTINCT FROM (NEW."org_number"))',
                                    func='INSERT INTO "common_organizationevent" ("id", "is_demo", "kind", "name", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_demo", NEW."kind", NEW."name", NEW."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="5a5857fcb221f9e82db1ccc69457dac8a29dc487",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f9aa5",
                                    table="common_organization",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_organizationevent" ("id", "is_demo", "kind", "name", "org_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."is_demo", OLD."kind", OLD."name", OLD."org_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="ecb3d0748fdde9b7026c1982f309ba415a5f99b3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a0eeb",
                                    table="common_organization",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganizationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="common.organization")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "org_number",
                            models.CharField(
                                error_messages={"unique": "Det finns redan en köpare med det organisationsnumret."},
                                max_length=10,
                                validators=[django.core.validators.RegexValidator("^\\d{10}$", "Ange tio siffror.")],
                                verbose_name="organisationsnummer",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("kind", models.CharField(choices=[("MUNICIPALITY", "kommun"), ("REGION", "region"), ("OTHER", "annan köpare")], default="OTHER", max_length=20, verbose_name="slag")),
                        ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="har demodata")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="dd86cdcc23c93713d54b2e377aa5be3ae5105b1f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0be16",
                                    table="common_organizationevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL, verbose_name="användare")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="common.organization", verbose_name="köpare")),
                        ("role", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="auth.group", verbose_name="roll")),
                    ],
                    options={
                        "verbose_name": "roll hos köpare",
                        "verbose_name_plural": "roller hos köpare",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "buyer", "role"), name="membership_is_given_once", violation_error_message="Personen har redan den rollen hos köparen.")
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_membershipevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role_id", NEW."user_id"); RETURN NULL;',
                                    hash="79d9a1f54f81f305c89203fca789d99278b26197",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4a657",
                                    table="common_membership",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "common_membershipevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role_id", NEW."user_id"); RETURN NULL;',
                                    hash="dd3affec61732fc4da5e8f0a8fcd2a23a83ff8fc",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a788d",
                                    table="common_membership",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_membershipevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "user_id") VALUES (OLD."buyer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role_id", OLD."user_id"); RETURN NULL;',
                                    hash="fbc79269a7bf4566bcfc9b0b81a52adf1b84e181",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_02a28",
                                    table="common_membership",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="common.membership")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to=settings.AUTH_USER_MODEL, verbose_name="användare"
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="auth.group", verbose_name="roll"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="42403b36674d3b8c95fb45cf2a2945365cf02559",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_34606",
                                    table="common_membershipevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleProposal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="role_proposals", to=settings.AUTH_USER_MODEL, verbose_name="användare")),
                        ("buyer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("role", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="auth.group", verbose_name="roll")),
                        (
                            "state",
                            models.CharField(
                                choices=[("WAITING", "väntar på bekräftelse"), ("CONFIRMED", "bekräftad"), ("DECLINED", "avslagen"), ("WITHDRAWN", "återtagen")],
                                default="WAITING",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("proposed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="föreslagen av")),
                        ("proposed_at", models.DateTimeField(verbose_name="föreslagen")),
                        ("decided_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="avgjord av")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="avgjord")),
                    ],
                    options={
                        "verbose_name": "förslag om roll",
                        "verbose_name_plural": "förslag om roller",
                        "default_permissions": (),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("proposed_by", models.F("user")), _negated=True),
                                name="nobody_proposes_himself_for_a_role",
                                violation_error_message="Ingen föreslår sig själv till en roll.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    ("state", "WITHDRAWN"),
                                    models.Q(models.Q(("decided_by", models.F("proposed_by")), _negated=True), models.Q(("decided_by", models.F("user")), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_role_is_confirmed_by_a_second_person",
                                violation_error_message="En annan person än den som föreslog rollen, och än den som ska få den, bekräftar.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "WAITING")),
                                    models.Q(models.Q(("state", "WAITING"), _negated=True), ("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_settled_proposal_says_by_whom_and_when",
                                violation_error_message="Ett avgjort förslag har både vem och när.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "WAITING")),
                                fields=("user", "buyer", "role"),
                                name="a_role_is_proposed_once_at_a_time",
                                violation_error_message="Rollen är redan föreslagen och väntar på bekräftelse.",
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_roleproposalevent" ("buyer_id", "decided_at", "decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id", "state", "user_id") VALUES (NEW."buyer_id", NEW."decided_at", NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."role_id", NEW."state", NEW."user_id"); RETURN NULL;',
                                    hash="26a2448eef916cdc402f21e90244d9065c3749e3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ccab3",
                                    table="common_roleproposal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "common_roleproposalevent" ("buyer_id", "decided_at", "decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id", "state", "user_id") VALUES (NEW."buyer_id", NEW."decided_at", NEW."decided_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."role_id", NEW."state", NEW."user_id"); RETURN NULL;',
                                    hash="da6fb5a23a6071cc6665ad3d19140e884be0677f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8d22b",
                                    table="common_roleproposal",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_roleproposalevent" ("buyer_id", "decided_at", "decided_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "role_id", "state", "user_id") VALUES (OLD."buyer_id", OLD."decided_at", OLD."decided_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."role_id", OLD."state", OLD."user_id"); RETURN NULL;',
                                    hash="71f579d7af8aa93b2ed3178620bb5f4b35919c13",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8139c",
                                    table="common_roleproposal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleProposalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="common.roleproposal")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to=settings.AUTH_USER_MODEL, verbose_name="användare"
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="common.organization", verbose_name="köpare"
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to="auth.group", verbose_name="roll"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("WAITING", "väntar på bekräftelse"), ("CONFIRMED", "bekräftad"), ("DECLINED", "avslagen"), ("WITHDRAWN", "återtagen")],
                                default="WAITING",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", related_query_name="+", to=settings.AUTH_USER_MODEL, verbose_name="föreslagen av"
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="föreslagen")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avgjord av",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="avgjord")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="da4f6d80675020a5d2352c930d4e9e1634793f68",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_769e8",
                                    table="common_roleproposalevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnfinishedJob",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=200, verbose_name="jobb")),
                        ("buyer", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("subject", models.CharField(blank=True, max_length=200, verbose_name="gäller")),
                        ("kwargs", models.JSONField(default=dict, verbose_name="uppgifter")),
                        ("tries", models.PositiveIntegerField(default=0, verbose_name="försök")),
                        ("begun_at", models.DateTimeField(verbose_name="påbörjat")),
                        ("failed_at", models.DateTimeField(null=True, verbose_name="misslyckades")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="orsak")),
                        ("is_given_up", models.BooleanField(default=False, verbose_name="görs inte om av sig självt")),
                    ],
                    options={
                        "verbose_name": "jobb som inte gick",
                        "verbose_name_plural": "jobb som inte gick",
                        "constraints": [models.UniqueConstraint(fields=("name", "subject"), name="unfinished_job_is_kept_once", violation_error_message="Jobbet är redan antecknat.")],
                    },
                ),
                migrations.CreateModel(
                    name="AccessGrant",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("content_type", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype", verbose_name="slag av uppgift")),
                        ("object_id", models.PositiveBigIntegerField(verbose_name="uppgiftens id")),
                        (
                            "user",
                            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="access_grants", to=settings.AUTH_USER_MODEL, verbose_name="användare"),
                        ),
                        ("group", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="access_grants", to="auth.group", verbose_name="grupp")),
                        ("buyer", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.organization", verbose_name="köpare")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="till och med")),
                    ],
                    options={
                        "verbose_name": "åtkomst till sekretess",
                        "verbose_name_plural": "åtkomster till sekretess",
                        "indexes": [models.Index(fields=["content_type", "object_id"], name="access_grant_object")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("group__isnull", True), ("user__isnull", False)), models.Q(("group__isnull", False), ("user__isnull", True)), _connector="OR"),
                                name="access_grant_names_a_user_or_a_group",
                                violation_error_message="Välj antingen en användare eller en grupp.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("group__isnull", True), ("buyer__isnull", False), _connector="OR"),
                                name="a_group_is_let_in_at_a_buyer",
                                violation_error_message="Ange hos vilken köpare rollen får åtkomst.",
                            ),
                            models.UniqueConstraint(
                                fields=("content_type", "object_id", "user", "group", "buyer"), name="access_is_granted_once", nulls_distinct=False, violation_error_message="Åtkomsten finns redan."
                            ),
                        ],
                        "triggers": [
                            Trigger(
                                name="insert_insert",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_accessgrantevent" ("buyer_id", "content_type_id", "group_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until", "user_id") VALUES (NEW."buyer_id", NEW."content_type_id", NEW."group_id", NEW."id", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."until", NEW."user_id"); RETURN NULL;',
                                    hash="979bc14ef87d5d3d56fc2dc511719562091f6f88",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c2caa",
                                    table="common_accessgrant",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="update_update",
                                sql=UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "common_accessgrantevent" ("buyer_id", "content_type_id", "group_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until", "user_id") VALUES (NEW."buyer_id", NEW."content_type_id", NEW."group_id", NEW."id", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."until", NEW."user_id"); RETURN NULL;',
                                    hash="9e2c9de1b39433c1d0ce71f335ba187db84d0fdf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_38c1b",
                                    table="common_accessgrant",
                                    when="AFTER",
                                ),
                            ),
                            Trigger(
                                name="delete_delete",
                                sql=UpsertTriggerSql(
                                    func='INSERT INTO "common_accessgrantevent" ("buyer_id", "content_type_id", "group_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until", "user_id") VALUES (OLD."buyer_id", OLD."content_type_id", OLD."group_id", OLD."id", OLD."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."until", OLD."user_id"); RETURN NULL;',
                                    hash="bcfdd5e38951d50a49078eac34d544688f8f2dc9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_142a1",
                                    table="common_accessgrant",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessGrantEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_obj", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="common.accessgrant")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "content_type",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="slag av uppgift",
                            ),
                        ),
                        ("object_id", models.PositiveBigIntegerField(verbose_name="uppgiftens id")),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="användare",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="auth.group",
                                verbose_name="grupp",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="common.organization",
                                verbose_name="köpare",
                            ),
                        ),
                        ("until", models.DateField(blank=True, null=True, verbose_name="till och med")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            Trigger(
                                name="append_only",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="381bd7e86479e0f7be010630bfa351db2c2ad774",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ee99c",
                                    table="common_accessgrantevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecretReading",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="vem")),
                        ("content_type", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype", verbose_name="slag")),
                        ("object_id", models.PositiveBigIntegerField(verbose_name="uppgift nr")),
                        ("at", models.DateTimeField(db_index=True, verbose_name="när")),
                        ("address", models.CharField(max_length=300, verbose_name="sida")),
                    ],
                    options={
                        "verbose_name": "läsning av sekretess",
                        "verbose_name_plural": "läsningar av sekretess",
                        "default_permissions": ("view",),
                        "indexes": [models.Index(fields=["content_type", "object_id"], name="readings_of_object")],
                        "triggers": [
                            Trigger(
                                name="readings_stay_as_they_are",
                                sql=UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5ae2f73a3a64b8d29dc5c7d510cdf8f8212e3de0",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_readings_stay_as_they_are_c2812",
                                    table="common_secretreading",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
