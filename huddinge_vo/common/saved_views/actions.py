"""What changes saved views."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.saved_views.models import LONGEST_QUERY, SavedView

_MOST = 200  # of one person at a buyer
_NOT_KEPT = ("page", "vid", "export")  # where one was in the list


class TooManyViews(ValueError):
    """The person has as many as anybody finds his way among. The message is for the user."""


@transaction.atomic
def save_view(
    *, owner: User, buyer: Organization, page: str, query: str, name: str, is_shared: bool, at: datetime
) -> SavedView:
    """Save a list as it is asked for, under a name. One of the same name is replaced.

    Raises ValidationError for a personal number in the name or in what is searched for, and TooManyViews.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    mine = SavedView.objects.filter(owner=owner, buyer=buyer)
    view = mine.filter(page=page, name=name).first()
    if view is None:
        if mine.count() >= _MOST:
            raise TooManyViews(f"Du har {_MOST} sparade vyer. Ta bort någon först.")
        view = SavedView(owner=owner, buyer=buyer, page=page, name=name)
    view.query, view.is_shared, view.saved_at = _kept(query), is_shared, at
    view.full_clean(exclude=("owner", "buyer"))
    view.save()
    return view


def _kept(query: str) -> str:
    asked = QueryDict(query[: 2 * LONGEST_QUERY], mutable=True)
    for name in _NOT_KEPT:
        asked.pop(name, None)
    for name, values in list(asked.lists()):
        asked.setlist(name, [value for value in values if value])
    return asked.urlencode()


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> None:
    """Take a view of one's own away. Safe to do twice."""
    SavedView.objects.filter(pk=view.pk, owner=by).delete()
