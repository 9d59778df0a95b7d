"""One who may everything, at a buyer with one of everything: what whole walks are done by."""

import pytest
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client

from huddinge_vo import urls
from huddinge_vo.common import pdf
from tests import factories as make
from tests.house import worlds


@pytest.fixture
def keeper():
    """Who may everything, at a buyer with one of everything."""
    worlds.number_from_one()
    person = make.user(None, username="väktare", is_superuser=True)
    worlds.world(make.buyer(), keeper=person, number="1", org_number=make.ORG_NUMBERS[0])
    return person


@pytest.fixture
def everything(keeper):
    client = Client()
    client.force_login(keeper)
    return client


class _Unlaid:
    """A paper whose template is filled in, and which nobody lays out."""

    pages = ()

    def __init__(self, template, context):
        pdf._page(template, context)  # noqa: SLF001 - its template is held to be whole all the same

    def copy(self, pages):
        return self

    def write_pdf(self, **_options):
        return b"%PDF-1.7"


@pytest.fixture
def statuses_alone(monkeypatch):
    """For walks that look at statuses and links alone: a refusal is one word, and papers are not laid out.

    Most of what they ask for is refused, and a third of the time went to pages of the same few papers.
    """
    monkeypatch.setattr(urls, "handler403", lambda *_, **__: HttpResponseForbidden("Nej"), raising=False)
    monkeypatch.setattr(urls, "handler404", lambda *_, **__: HttpResponseNotFound("Finns inte"), raising=False)
    monkeypatch.setattr(pdf, "_pen", lambda **_: _Unlaid)
