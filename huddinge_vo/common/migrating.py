"""What migrations are made of, beside Django's own operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class ChangeModels(Operation):
    """Change an app's tables in one step: any of Django's operations on models and fields, and triggers.

    Each by itself would have Django render every model that is related to the changed one again, which here is nearly
    all of them, for each field and each trigger. That was nine tenths of what an empty database cost to migrate. Here
    the models are rendered once, as they are after all of it. So no operation may build on what another of them left
    in between: a field is not added and then altered.
    """

    serialization_expand_args = ["operations"]
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered anew, all at once, when somebody next asks for it
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Change models in {len(self.operations)} ways"

    @property
    def migration_name_fragment(self) -> str:
        return "changes"


class CreateModels(ChangeModels):
    """Create an app's tables in one step, each model given whole: fields, constraints, indexes and triggers.

    Foreign keys may go in circles: Django adds them last. A table's triggers go with it when it is taken away.
    """

    operations: Sequence[CreateModel]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        super().__init__(operations)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
            if operation.options.get("proxy"):  # has no table of its own, but triggers on somebody else's
                for trigger in operation.options.get("triggers", []):
                    AddTrigger(operation.name, trigger).database_forwards(
                        app_label, schema_editor, from_state, to_state
                    )

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"

    @property
    def migration_name_fragment(self) -> str:
        return "tables"


def run_sql_file(migration: str, name: str) -> RunSQL:
    """What stands in sql/<name>.sql beside a migration (its __file__), undone by sql/<name>_undo.sql."""
    folder = Path(migration).parent / "sql"
    return RunSQL(
        (folder / f"{name}.sql").read_text(encoding="utf-8"),
        (folder / f"{name}_undo.sql").read_text(encoding="utf-8"),
    )


@dataclass(frozen=True)
class Apart:
    """Migrations, as app.name, that the database and what is here do not have in common.

    `strange` are those of our apps that the database has been through and that are not here: of a development that was
    never released, or of a newer version; such a database cannot be migrated. `missing` are those still to be done.
    """

    strange: list[str]
    missing: list[str]


def migrations_apart() -> Apart:
    """What the database has been through, held to what is here."""
    loader = MigrationLoader(connection)
    known = loader.disk_migrations.keys() | {
        replaced for one in loader.disk_migrations.values() for replaced in one.replaces
    }
    ours = {label for label, _name in loader.disk_migrations}
    strange = {one for one in loader.applied_migrations.keys() - known if one[0] in ours}
    missing = loader.disk_migrations.keys() - loader.applied_migrations.keys()
    return Apart(*(sorted(f"{label}.{name}" for label, name in each) for each in (strange, missing)))
