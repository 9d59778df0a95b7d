"""Tenders are sealed until award: opened by the owner and those whom the owner has invited, and each time noted."""

import io
from datetime import UTC, datetime

import pytest

from huddinge_vo.common.secrecy.models import SecretReading
from procurement.projects import actions
from procurement.projects.models import Project, ProjectDocument
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def owner():
    return make.user("upphandlare", username="ägaren")


@pytest.fixture
def tender(owner):
    """A sealed tender in a procurement of somebody's."""
    project = make.project(areas=[make.area()], need=make.need(), owner=owner)
    document = ProjectDocument(project=project, title="Anbud", is_tender=True)
    return actions.add_project_document(document=document, file=io.BytesIO(b"Text"), name="a.txt", by=owner, at=NOW)


@pytest.fixture
def editor(client):
    """Somebody who may change procurements, and is of none."""
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


def opens(client, tender):
    answer = client.get(f"/upphandlingar/dokument/{tender.pk}/")
    if answer.status_code == 200:
        b"".join(answer.streaming_content)
    return answer.status_code == 200


def edited(project, **values):
    fields = ("number", "title", "contract_start", "initial_months", "option_months", "procedure", "status", "version")
    said = {name: getattr(project, name) for name in fields}
    return {**said, "areas": [each.pk for each in project.areas.all()], "owner": project.owner_id or "", **values}


def joins(client, project, person):
    return client.post(f"/upphandlingar/{project.pk}/deltagare/ny/", {"role": "Jag", "person": person.pk})


def takes_a_part(client, project, person):
    project.members.create(role="Expert")
    part = project.members.get()
    sent = {"role": "Expert", "person": person.pk, "version": part.version}
    return client.post(f"/upphandlingar/deltagare/{part.pk}/andra/", sent)


def becomes_owner(client, project, person):
    return client.post(f"/upphandlingar/{project.pk}/andra/", edited(project, owner=person.pk))


def ends_it(client, project, person):
    return client.post(f"/upphandlingar/{project.pk}/andra/", edited(project, status="DONE"))


def awards_it(client, project, person):
    supplier = make.supplier()
    return client.post(f"/upphandlingar/{project.pk}/tilldela/", {"suppliers": [supplier.pk]})


@pytest.mark.parametrize("way", [joins, takes_a_part, becomes_owner, ends_it, awards_it], ids=lambda way: way.__name__)
def test_whoever_may_change_a_procurement_does_not_open_its_tenders_by_doing_so(client, editor, tender, way):
    assert not opens(client, tender)
    answer = way(client, tender.project, editor)
    assert answer.status_code in {200, 422}, answer.status_code
    assert not opens(client, tender)
    project = Project.objects.get()
    assert (project.owner.username, project.status) == ("ägaren", "ONGOING")
    assert not project.members.filter(person=editor).exists()


def test_the_owner_invites_and_gives_the_procurement_to_another(client, owner, tender):
    other = make.user("kategoriledare")
    client.force_login(owner)
    assert joins(client, tender.project, other).status_code == 302
    client.force_login(other)
    assert opens(client, tender)
    member = tender.project.members.get()
    member.person = make.user("upphandlare", username="tredje")
    with pytest.raises(actions.OnlyTheOwner):  # who is invited invites nobody
        actions.save_member(member=member, by=other, at=NOW)
    client.force_login(owner)
    assert becomes_owner(client, tender.project, other).status_code == 302
    assert Project.objects.get().owner == other


def test_others_still_change_the_rest_and_keep_parts_without_a_person(client, editor, tender):
    project = tender.project
    assert client.post(f"/upphandlingar/{project.pk}/andra/", edited(project, title="Nytt")).status_code == 302
    assert client.post(f"/upphandlingar/{project.pk}/deltagare/ny/", {"role": "Expert"}).status_code == 302
    assert Project.objects.get().title == "Nytt"


def test_each_opening_of_a_tender_is_noted_for_the_security_officer(client, owner, tender):
    client.force_login(owner)
    for _ in range(2):
        b"".join(client.get(f"/upphandlingar/dokument/{tender.pk}/").streaming_content)
    client.get(tender.project.get_absolute_url())  # its title alone
    read = SecretReading.objects.filter(content_type__model="projectdocument", object_id=tender.pk)
    assert [each.user for each in read] == [owner, owner]
    officer = make.user("säkerhetsansvarig")
    assert SecretReading.objects.visible_to(officer).count() == 2
    client.force_login(officer)
    assert "ägaren" in client.get("/sekretess/lasningar/").content.decode()
