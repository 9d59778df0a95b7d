"""What a page asks before it opens: a permission at the buyer of what its address names, or at the chosen buyer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import mixins
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_urlconf, resolve
from django.views.generic.detail import SingleObjectMixin

from huddinge_vo.common.people.buyer import find_place, place_of
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import ModelClass, PassedOn


def _visible(model: ModelClass, request: HttpRequest, pk: object) -> models.QuerySet:
    return model._default_manager.visible_to(user_of(request)).filter(pk=pk)


class PermissionRequiredMixin(mixins.PermissionRequiredMixin):
    """Asks at the right buyer. A page of one object asks at the object's buyer, all others at the chosen one.

    `permission_of` is the model whose object the address names, by `permission_key`; pages that fetch their object
    through `get_queryset` need not say it.
    """

    opened_by: tuple[str, ...] = ()  # any one of these, beside all that is required
    permission_of: type[models.Model] | None = None
    permission_key = "pk"
    request: Any  # Any: with what middleware puts on it
    kwargs: PassedOn

    def permission_model(self) -> type[models.Model] | None:
        """What the address names, if it names anything with a buyer."""
        if self.permission_of is None and isinstance(self, SingleObjectMixin):
            return self.get_queryset().model
        return self.permission_of

    def permission_rows(self) -> models.QuerySet | None:
        """The row that the address names, as far as one may see it."""
        if self.permission_key not in self.kwargs:
            return None
        model = self.permission_model()
        return _visible(model, self.request, self.kwargs[self.permission_key]) if model else None

    @cached_property
    def place(self) -> Organization | None:
        """The buyer at which this page asks."""
        return find_place(self.request, self.permission_rows())

    def may(self, permission: str) -> bool:
        """Whether the person may do something there."""
        return bool(self.request.user.has_perm(permission, self.place))

    def has_permission(self) -> bool:
        """All that the page asks for."""
        return all(map(self.may, self.get_permission_required())) and (
            not self.opened_by or any(map(self.may, self.opened_by))
        )


def may_open(request: HttpRequest, href: str) -> bool:
    """Whether the person may open a page of ours that asks at the buyer he works for: what its view asks for, he has.

    A page of one object asks at the object's buyer when it is opened; whoever is shown the object may read of it.
    """
    wanted = _asked_at(urlsplit(href).path or request.path, get_urlconf())
    place = place_of(request)
    return wanted is not None and all(request.user.has_perm(each, place) for each in wanted)


@lru_cache(maxsize=4096)  # a page has dozens of links, most of them the same for everybody
def _asked_at(path: str, urlconf: str | None) -> tuple[str, ...] | None:
    """What the page at an address asks for; null where there is none."""
    try:
        view = resolve(path, urlconf).func
    except Resolver404:
        return None
    asked = getattr(view, "permission_required", None) or getattr(
        getattr(view, "view_class", None), "permission_required", None
    )
    return (asked,) if isinstance(asked, str) else tuple(asked or ())


View = Callable[..., HttpResponse]


def permission_required(
    permission: str | Iterable[str], *, of: type[models.Model] | None = None, key: str = "pk"
) -> Callable[[View], View]:
    """The same for a page that is a function. `of` is what the address names by `key`."""
    wanted = (permission,) if isinstance(permission, str) else tuple(permission)

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
            place = find_place(request, _visible(of, request, kwargs[key]) if of else None)
            if not all(request.user.has_perm(each, place) for each in wanted):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        asked.permission_required, asked.permission_of = wanted, of  # type: ignore[attr-defined]
        return asked

    return decorate
