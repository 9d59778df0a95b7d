"""What is done with many rows of a list at once: told before it is done, and taken back where that can be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.undo import UNDO, undo_of
from huddinge_vo.common.pages.views import ListPage, with_errors
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.untyped import ListedRow, OwnForm, PassedOn

_NAMED = 20  # of those that it would be done with, and of those that are left
_UNDO_FOR = timedelta(hours=1)
_MOST_TO_UNDO = 500  # rows: more would make each of the person's pages slower
Key = int | str  # what tells a row from the list's others
# A row's id, what it had before, and what tells whether anybody has changed it since, as its version after.
Before = tuple[int, int | None, int]


@dataclass(frozen=True)
class Did:
    """With how many it was done, and how each was before, where it can be undone."""

    count: int
    before: Sequence[Before] = ()


@dataclass(frozen=True)
class Left:
    """Rows that it would not be done with, and why not; `href` is where one is looked at."""

    why: str
    rows: Sequence[Model]
    href: Callable[[ListedRow], str]

    @property
    def more(self) -> int:
        """How many are not named."""
        return max(len(self.rows) - _NAMED, 0)

    @property
    def named(self) -> list[tuple[Model, str]]:
        """The first of them, with their pages."""
        return [(row, self.href(row)) for row in self.rows[:_NAMED]]


class BulkPage(PermissionRequiredMixin, View):
    """One action on the rows of a list that were ticked, or on all that the list in the address shows.

    The list is a ListPage; one that is not tells its own rows by `ticked` and `shown`.

    The first time it is sent it tells with how many, with which, and what is left and why; it is done when that has
    been seen and is still so. What the address says that cannot be understood chooses nothing.
    """

    http_method_names = ["post"]
    list_page: type[ListPage]
    list_name = ""
    title = ""
    submit = ""
    form_class: type[forms.BaseForm] = forms.Form
    warning = "Det går inte att ångra."
    noun: tuple[str, str] = ("rad", "rader")
    refusals: tuple[type[Exception], ...] = ()
    rows: list[Any]  # Any: of the list's own model; those that it is done with

    def left_of(self, row: ListedRow) -> str:
        """Why it would not be done with a row; empty where it would."""
        raise NotImplementedError

    def state_of(self, row: ListedRow) -> str:
        """What of a row is decided on, where that may change without its leaving the list; nothing where it cannot."""
        return ""

    def do(self, ids: Sequence[Any], form: OwnForm) -> Did:  # Any: the keys as each page has them
        """The action, on those."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What was done with so many."""
        raise NotImplementedError

    def undo(self, before: Sequence[Before]) -> str:
        """Take it back; what to say of it."""
        raise NotImplementedError

    def get_form(self, data: PassedOn = None) -> OwnForm:
        """What is asked beside."""
        return self.form_class(data)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Tell, or do, or take back."""
        if request.POST.get("angra"):
            return self._undo()
        rows = self.shown() if request.POST.get("alla") else self.ticked(request.POST.getlist("id"))
        if not rows:
            messages.warning(request, f"Välj {self.noun[1]} i listan först.")
            return HttpResponseRedirect(self.back())
        left: dict[str, list[Model]] = {}
        taken = self.rows = [row for row in rows if not self._is_left(row, left)]
        told = [Left(why, those, self.href_of) for why, those in left.items()]
        ids = [self.key_of(row) for row in taken]
        seen, mark = request.POST.get("visat", ""), _mark(ids, [self.state_of(row) for row in taken])
        form = self.get_form(request.POST if seen else None)
        if isinstance(form, (Form, ModelForm)):
            form.hold_to(timezone.localdate())
        if seen != mark:
            return self._ask(taken, told, mark, form, has_moved=bool(seen))
        if not form.is_valid():
            return self._ask(taken, told, mark, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            did = self.do(ids, form)
        except ValidationError as error:
            form = with_errors(form, error)
            return self._ask(taken, told, mark, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except self._refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.back())
        messages.success(request, self.said(did.count))
        request.session.pop(UNDO, None)
        if 0 < len(did.before) <= _MOST_TO_UNDO:
            request.session[UNDO] = {
                "list": reverse(self.list_name),
                "to": request.path,
                "words": self.said(did.count),
                "rows": list(did.before),
                "until": (timezone.now() + _UNDO_FOR).timestamp(),
            }
        return HttpResponseRedirect(self.back())

    @property
    def _refused(self) -> tuple[type[Exception], ...]:
        return (NotAllowed, *self.refusals)

    def back(self) -> str:
        """The list as it was narrowed."""
        query = self.request.META.get("QUERY_STRING", "")
        return f"{reverse(self.list_name)}{'?' if query else ''}{query}"

    def buyer_of(self, row: ListedRow) -> int | None:
        """Whose a row is, of a list that shows several buyers' rows; nothing where what it shows is one buyer's."""
        return None

    @cached_property
    def _at(self) -> set[int]:
        """The buyers where the person may do it."""
        return set(buyers_of(user_of(self.request), may=self.permission_required))

    def _is_left(self, row: Model, left: dict[str, list[Model]]) -> bool:
        buyer = self.buyer_of(row)
        why = self.left_of(row) if buyer is None or buyer in self._at else "hör till en köpare där du inte får göra det"
        if why:
            left.setdefault(why, []).append(row)
        return bool(why)

    def key_of(self, row: ListedRow) -> Key:
        """What tells a row from the list's others; a box that is ticked sends it."""
        return cast("int", row.pk)

    def href_of(self, row: ListedRow) -> str:
        """Where a row is looked at."""
        return cast("str", row.get_absolute_url())

    def ticked(self, keys: Sequence[str]) -> list[Model]:
        """The rows that were ticked, of those that the list's own question gives the person."""
        return list(self.page.get_queryset().filter(pk__in=read_ids(keys)))

    def shown(self) -> list[Model]:
        """All rows that the list in the address shows."""
        kwargs = {"queryset": self.page.get_queryset(), "request": self.request, "today": self.page.today}
        return list(self.page.filterset_class(self.request.GET, **kwargs).qs)

    @cached_property
    def page(self) -> ListPage:
        """The list, as the address narrows it."""
        page = self.list_page()
        page.setup(self.request)
        return page

    def _ask(
        self,
        taken: list[Model],
        left: list[Left],
        mark: str,
        form: forms.Form,
        *,
        has_moved: bool = False,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        is_all = bool(self.request.POST.get("alla"))
        done_with = Left("", taken, self.href_of)
        context = {
            "title": self.title,
            "submit": self.submit,
            "warning": self.warning,
            "noun": self.noun[0] if len(taken) == 1 else self.noun[1],
            "taken": done_with,
            "left": left,
            "left_count": sum(len(each.rows) for each in left),
            "mark": mark,
            "form": form,
            "has_moved": has_moved,
            "is_all": is_all,
            "ids": [] if is_all else [self.key_of(row) for one in (done_with, *left) for row in one.rows],
            "action": self.request.get_full_path(),
            "back": self.back(),
        }
        status = HTTPStatus.CONFLICT if has_moved else status
        return render(self.request, "bulk_page.html", context, status=status)

    def _undo(self) -> HttpResponse:
        kept = undo_of(self.request, reverse(self.list_name))
        if kept is None or kept["to"] != self.request.path:
            messages.warning(self.request, "Det finns inget att ångra.")
            return HttpResponseRedirect(self.back())
        del self.request.session[UNDO]
        rows = [(pk, before, version) for pk, before, version in kept["rows"]]
        try:
            messages.success(self.request, self.undo(rows))
        except self._refused as error:
            messages.error(self.request, str(error))
        return HttpResponseRedirect(self.back())


def _mark(ids: Sequence[Key], states: Sequence[str]) -> str:
    """What tells one choice of rows, each as it stands, from another."""
    told = sorted(f"{key} {state}" for key, state in zip(ids, states, strict=True))
    return hashlib.sha256(",".join(told).encode()).hexdigest()[:32]
