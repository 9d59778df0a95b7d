"""Swedish alphabetical order without ICU: the same on every server."""

from django.db.models import CharField, Func, GeneratedField, Value
from django.db.models.functions import Lower


def swedish_order(field: str) -> GeneratedField:
    """A stored column to sort a name by: å, ä and ö last, and their Nordic relatives beside them.

    The three letters become the three characters after z in ASCII, so that plain byte order is Swedish order.
    Sort by it, then by the name, then by the id.
    """
    return GeneratedField(
        expression=Func(
            Lower(field), Value("åäöæøéèêëüáà"), Value("{|}|}eeeeyaa"), function="translate", output_field=CharField()
        ),
        output_field=CharField(max_length=300, db_collation="C"),
        db_persist=True,
        verbose_name="sorteringsordning",
    )
