"""What a page says of its object's secrecy."""

from __future__ import annotations

from django.http import HttpRequest
from django.template import Library

from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.marking import waiting_for
from huddinge_vo.common.secrecy.models import MarkProposal, Secured

register = Library()


@register.filter
def waiting_mark(obj: Secured, request: HttpRequest) -> MarkProposal | None:
    """The request to change what is secret of it, while it waits for the security officer."""
    return waiting_for(obj, user_of(request))
