"""Two who save in the same moment what there can be only one of: the second is told so, as if he had come later."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from django.views import View

from contracts.suppliers.models import Supplier
from followup.judging import actions as judging
from followup.judging.models import RowJudgement
from huddinge_vo import urls
from tests import factories as make
from tests.followup.judging.test_judging import load
from tests.late import as_sent
from tests.processes import until

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def sent_while(first, address, form, user):
    """What the page answers that is sent when the first has saved, and is not yet ready."""
    answers = []

    def send():
        client = Client(raise_request_exception=False)
        client.force_login(user)
        answers.append(client.post(address, form))
        connection.close()

    def one_waits():
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            return cursor.fetchone()[0] > 0

    thread = threading.Thread(target=send)
    with transaction.atomic():
        first()
        thread.start()
        until(one_waits, "the second waits for the first", 8)
    thread.join(30)
    return answers[0]


def test_the_second_to_judge_a_row_is_told_that_it_is_judged_and_may_then_judge_it_anew():
    person = make.user("kategoriledare")
    done = load(make.ledger_row())

    def judged():
        judgement = RowJudgement(ledger_import=done, line_no=2, exclusion="SiS", reason="Den första")
        judging.judge_row(judgement=judgement, by=person, at=timezone.now())

    sent = {"exclusion": "Egen regi", "reason": "Den andra"}
    answer = sent_while(judged, f"/reskontra/rader/{done.pk}/2/bedom/", sent, person)
    assert answer.status_code == 422
    assert "har ändrats av någon annan" in answer.content.decode()
    assert "Den andra" in answer.content.decode()  # nothing is lost of what was typed
    assert RowJudgement.objects.get().reason == "Den första"
    client = Client()
    client.force_login(person)
    address = f"/reskontra/rader/{done.pk}/2/bedom/"
    late = client.post(address, sent)  # of a page from before anybody had judged it
    assert late.status_code == 422
    assert client.post(address, as_sent(late.context["form"])).status_code == 302
    assert RowJudgement.objects.get().reason == "Den andra"


def test_the_second_to_register_a_supplier_is_told_that_it_is_there():
    person = make.user("kategoriledare")
    sent = {"name": "Prov AB", "org_number": make.ORG_NUMBERS[0]}
    answer = sent_while(lambda: make.supplier("Prov AB", make.ORG_NUMBERS[0]), "/leverantorer/ny/", sent, person)
    assert answer.status_code == 422
    assert Supplier.objects.get().name == "Prov AB"


class Twice(View):
    """A button without a form that does what another has just done, or that is refused for another reason."""

    def post(self, request, what):
        with transaction.atomic():
            Supplier.objects.create(name="Halvt AB")
            if what == "same":
                make.supplier("Annan AB", make.ORG_NUMBERS[0])
            if what == "gone":
                Supplier.objects.select_for_update().get(pk=0)
            Supplier.objects.create(name=None)


class Urls:
    urlpatterns = [path("prov/<str:what>/", Twice.as_view()), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=Urls)
def test_a_button_without_a_form_is_answered_that_another_came_first_and_nothing_is_saved():
    make.supplier("Prov AB", make.ORG_NUMBERS[0])
    client = Client(raise_request_exception=False)
    client.force_login(make.user("kategoriledare"))
    answer = client.post("/prov/same/")
    assert answer.status_code == 409
    assert "Någon annan hann före" in answer.content.decode()
    assert list(Supplier.objects.values_list("name", flat=True)) == ["Prov AB"]
    assert client.post("/prov/gone/").status_code == 409  # what was to be acted on has been taken away
    assert list(Supplier.objects.values_list("name", flat=True)) == ["Prov AB"]
    assert client.post("/prov/other/").status_code == 500  # what nobody else's doing explains is still a fault
