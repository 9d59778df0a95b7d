"""Swedish alphabetical order without ICU, and numbers in texts as people count: the same on every server."""

from django.db.models import CharField, F, Func, GeneratedField, Value
from django.db.models.functions import Collate, Lower


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


def numbered_order(field: str) -> Func:
    """A text with numbers in it, to be sorted as people count: 2.9 before 2.10, and 3 before 10.

    Each number in it is filled out with noughts to ten digits and then compared byte by byte. Nothing is cast, so that
    no text can break the list it stands in.
    """
    text, every = CharField(), Value("g")
    filled = Func(
        F(field), Value("([0-9]+)"), Value(r"0000000000\1"), every, function="regexp_replace", output_field=text
    )
    cut = Func(filled, Value("[0-9]*([0-9]{10})"), Value(r"\1"), every, function="regexp_replace", output_field=text)
    return Collate(cut, "C")
