"""Swedish alphabetical order without ICU, and numbers in texts as people count: the same on every server."""

from django.db.models import CharField, F, Func, GeneratedField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Collate, Concat, Lower, NullIf, Trim


def swedish_order(field: str) -> GeneratedField:
    """A stored column to sort a name by: å, ä and ö last, and their Nordic relatives beside them.

    The three letters become the three characters after z in ASCII, so that plain byte order is Swedish order.
    Sort by it, then by the name, then by the id.
    """
    return GeneratedField(
        expression=_translated(field),
        output_field=CharField(max_length=300, db_collation="C"),
        db_persist=True,
        verbose_name="sorteringsordning",
    )


def _translated(text: str | Combinable) -> Func:
    return Func(
        Lower(text), Value("åäöæøéèêëüáà"), Value("{|}|}eeeeyaa"), function="translate", output_field=CharField()
    )


def person_order(path: str = "") -> Func:
    """People by the name that is shown of them, in Swedish order: of one without a name it is the user name.

    `path` leads to the person, as "user__". Sort by it, then by the user name, then by the id.
    """
    name = Trim(Concat(f"{path}first_name", Value(" "), f"{path}last_name", output_field=CharField()))
    shown = Coalesce(NullIf(name, Value("")), f"{path}username", output_field=CharField())
    return Collate(_translated(shown), "C")


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
