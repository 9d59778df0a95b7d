"""Who has written in what another must approve.

Whoever asked first is one column; but the next who changes it has written in it too, and would else approve his own
words. So everybody who writes is written down, stays so when the thing is taken back, and cannot approve it.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


def writers_field() -> models.ManyToManyField:
    """Everybody who has written in a thing, first and later. Actions add to it, and nothing takes from it."""
    return models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="+", verbose_name="har skrivit i"
    )


def approved_by_no_writer(name: str, *, table: str, approver: str, words: str) -> pgtrigger.Trigger:
    """Keeps whoever has written in a row out of its column `approver`. `table` is the row's, `words` what is said."""
    owner = table.split("_", 1)[1]
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,  # a check constraint has the first word: who asked first has a name of his own
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(**{f"new__{approver}__isnull": False}),
        func=f"""
            IF NEW.{approver}_id IS DISTINCT FROM OLD.{approver}_id AND EXISTS (
                SELECT FROM {table}_writers w WHERE w.{owner}_id = NEW.id AND w.user_id = NEW.{approver}_id
            ) THEN
                RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        """,
    )
