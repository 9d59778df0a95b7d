"""Words that are written and not sent are asked about before they are lost, and nothing else is."""

import pytest

from contracts.register.models import Framework
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_is_written_and_not_sent_is_asked_about_and_nothing_else(walker, live_server):
    project = make.project()
    framework = make.framework()
    make.user("upphandlare")
    one = walker()
    one.log_in("upphandlare")
    page = one.page

    page.goto(f"/upphandlingar/{project.pk}/strategi/")
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url(f"**/upphandlingar/{project.pk}/")
    assert one.asked_before_leaving == 0  # nothing is written

    page.goto(f"/upphandlingar/{project.pk}/strategi/")
    page.locator("textarea").first.fill("Behovet växer.")
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url(f"**/upphandlingar/{project.pk}/")
    assert one.asked_before_leaving == 1

    page.goto(f"/upphandlingar/{project.pk}/strategi/")
    page.locator("textarea").first.fill("Behovet växer.")
    page.locator("textarea").first.fill("")  # as it was
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url(f"**/upphandlingar/{project.pk}/")
    assert one.asked_before_leaving == 1

    page.goto(f"/upphandlingsomgangar/{framework.pk}/andra/")
    page.get_by_label("Rubrik").fill("En annan rubrik")
    page.locator("#id_initial_until").fill("i fjol")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Det finns fel att rätta").wait_for()
    assert one.asked_before_leaving == 1  # it is sent
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url(f"**/upphandlingsomgangar/{framework.pk}/")
    assert one.asked_before_leaving == 2  # and was not saved
    assert Framework.objects.get(pk=framework.pk).title == framework.title

    page.goto("/upphandlingsomgangar/")
    page.locator("main form[method=get] input").first.fill("ord")
    page.goto("/upphandlingar/")
    assert one.asked_before_leaving == 2  # a list that is narrowed loses nothing
