"""How words that people type find what is kept: the same plain spelling on both sides, by part of a word or nearly.

Plain are small letters, å ä ö composed, every dash a hyphen, and no hyphen between figures, so that 556677-8899 and
5566778899 are one. The database does it, to what is kept and to what is typed (`search_words`). A model that can be
found so has `words_index` of the same fields among its indexes, or each search would read all of it.
"""

from __future__ import annotations

import unicodedata

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import BooleanField, FloatField, Func, Q, TextField, Value

LONGEST = 100  # characters of a search that are read
_GROUP = 3  # letters that the index keeps together


class Words(Func):
    """The plain spelling of some fields, after one another, each after a space."""

    function = "search_words"
    template = "%(function)s(chr(32) || %(expressions)s)"
    arg_joiner = " || chr(32) || "  # without the casts that Concat brings: an index and a question are written alike
    output_field = TextField()

    def __init__(self, *fields: str | Value) -> None:
        super().__init__(*fields)


class Typed(Func):
    """The plain spelling of what is typed."""

    function = "search_words"
    output_field = TextField()


class _Has(Func):
    """Whether plain words contain a pattern."""

    template = "(%(expressions)s)"
    arg_joiner = " LIKE "
    output_field = BooleanField()


class _Nearly(Func):
    """Whether a word among plain words is nearly the one that is typed: they share six of ten groups of letters."""

    template = "(%(expressions)s)"
    arg_joiner = " <%% "
    output_field = BooleanField()


class _Matches(Func):
    """Whether plain words have a regular expression, which the index knows the groups of letters of."""

    template = "(%(expressions)s)"
    arg_joiner = " ~ "
    output_field = BooleanField()


class Likeness(Func):
    """How much of what is typed is in some plain words, from nothing to one."""

    function = "word_similarity"
    output_field = FloatField()


def words_index(*fields: str, name: str) -> GinIndex:
    """The index that lets a search in some fields read no more than it finds.

    What is new goes into it at once, and not by and by: it is written seldom, and read for every letter that is typed.
    """
    return GinIndex(OpClass(Words(*fields), name="gin_trgm_ops"), name=name, fastupdate=False)


def typed_words(typed: str) -> list[str]:
    """What is typed, word by word, as a person wrote it: spaces of all kinds divide, and the rest is left."""
    return unicodedata.normalize("NFC", typed)[:LONGEST].split()


def has_all(typed: str, *fields: str) -> Q:
    """Those whose fields together have every typed word, as a part of theirs; one of a letter or two as the beginning.

    The index knows groups of three letters, and the space before a word is one of them. No words have nothing.
    """
    found = Q()
    for word in typed_words(typed):
        like = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        before = " " if len(word) < _GROUP else ""
        found &= Q(_Has(Words(*fields), Typed(Value(f"%{before}{like}%"))))
    return found or Q(pk__in=[])


def has_nearly(typed: str, *fields: str) -> Q:
    """Those that have every typed word of four letters or more, but for a letter or two."""
    found = Q()
    for word in typed_words(typed):
        if len(word) > 3:
            found &= Q(_Nearly(Typed(Value(word)), Words(*fields)))
    return found or Q(pk__in=[])


_SLIPS_IN = range(5, 9)  # letters: a shorter word with a slip is another word, and a longer one shares enough groups


def has_slips(typed: str, *fields: str) -> Q:
    """Those that have every typed word but for one letter that is missing, wrong, too many or swapped with the next.

    A short word with a slip in its middle shares few groups of three with the right one: half of those of "Demoem" and
    "Demohem". To ask for fewer groups would find what is not like it at all; so the slips themselves are asked for, in
    words of five to eight letters, from the second letter on. A longer word is asked for by its groups; a shorter one,
    or one with figures, has to be there.
    """
    found = Q()
    for word in typed_words(typed):
        if word.isalpha() and len(word) in _SLIPS_IN:
            found &= Q(_Matches(Words(*fields), Value(f" ({'|'.join(_slips(word.lower()))})")))
        elif word.isalpha() and len(word) > max(_SLIPS_IN):
            found &= has_nearly(word, *fields)
        else:
            found &= has_all(word, *fields)
    return found or Q(pk__in=[])


def _slips(word: str) -> list[str]:
    """A word with each slip that one finger makes, as parts of a regular expression."""
    made = []
    for at in range(1, len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        made.append(f"{before}[^ ]{letter}{after}")
        if after:  # a last letter that is wrong leaves groups enough, and without it much begins so
            made += [f"{before}[^ ]{after}", f"{before}{after}", f"{before}{after[0]}{letter}{after[1:]}"]
    return list(dict.fromkeys(made))
