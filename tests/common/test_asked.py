"""What is typed in an address or sent by a form that nobody drew breaks no page."""

import pytest

from huddinge_vo.common.pages.asked import read_id, read_ids
from tests import factories as make

ODD = ["9" * 19, "9" * 5000, "-1", "²", "1 OR 1=1", "", " "]


def test_an_id_is_a_number_that_a_table_can_have():
    assert read_ids(["7", "x", "08", "9" * 20, "²", "-1", "", "1.5"]) == [7, 8]
    assert [read_id(raw) for raw in (None, "", "x", "12")] == [0, 0, 0, 12]


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD)
def test_no_page_breaks_by_what_its_address_names(client, leader, odd):
    supplier, project = make.supplier(), make.project()
    for path, name in (
        ("/brister/anmal/", "avtal"),
        ("/brister/anmal/", "leverantor"),
        ("/uppfoljning/ny/", "avtal"),
        ("/upphandlingar/ny/", "avtal"),
        ("/upphandlingar/ny/", "behov"),
        (f"/upphandlingar/{project.pk}/strategi.pdf", "version"),
        (f"/leverantorer/{supplier.pk}/sla-samman/", "med"),
        ("/prisjustering/begaran/ny/", "avtal"),
        ("/aktiviteter/", "mal"),
        ("/avtal/", "omrade"),
    ):
        assert client.get(path, {name: odd}).status_code in {200, 404}, (path, name)
    assert client.post("/valj-kopare/", {"buyer": odd}).status_code in {302, 404}
