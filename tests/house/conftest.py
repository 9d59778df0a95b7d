"""One who may everything, at a buyer with one of everything: what whole walks are done by."""

import pytest
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client

from huddinge_vo import urls
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


@pytest.fixture
def short_refusals(monkeypatch):
    """A refusal in one word, for walks that are refused most of what they ask for and look at its status alone."""
    monkeypatch.setattr(urls, "handler403", lambda *_, **__: HttpResponseForbidden("Nej"), raising=False)
    monkeypatch.setattr(urls, "handler404", lambda *_, **__: HttpResponseNotFound("Finns inte"), raising=False)
