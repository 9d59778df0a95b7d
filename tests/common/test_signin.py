"""Who comes in and who does not: wrong passwords, lock-outs, what is noted, and that no answer tells who exists."""

import re
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from huddinge_vo.common.administration.reports import SIGN_IN, Log
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.signin import actions
from huddinge_vo.common.signin.address import address_of, counted_address
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.querysets import locked_until
from huddinge_vo.common.signin.rules import COOL_OFF, PER_ACCOUNT, PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS
from huddinge_vo.common.signin.tasks import send_password_links
from tests import factories as make

pytestmark = pytest.mark.django_db
LOGIN = "/logga-in/"
Kind = SignInEvent.Kind


@pytest.fixture(autouse=True)
def counted(settings):
    """Failures are counted here, as they are in the product."""
    settings.AXES_ENABLED = True


@pytest.fixture
def person():
    return make.user("läsare", username="anna", email="anna@example.se")


def try_in(name="anna", password="fel", *, address="10.0.0.1", client=None):
    return (client or Client()).post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=address)


def failed_before(name, number, *, address="10.0.0.1"):
    """Failures as axes keeps them, without as many requests."""
    AccessAttempt.objects.create(
        username=name,
        ip_address=address,
        user_agent="annan",
        failures_since_start=number,
        attempt_time=timezone.now(),
    )


def kinds(person=None):
    return list(SignInEvent.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def without_marks(answer):
    """A page without what differs between any two: the script's mark and the form's."""
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


def test_the_right_password_lets_in_and_leaving_is_noted_too(person):
    client = Client()
    answer = try_in(password="demo", client=client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start/")
    assert client.post("/logga-ut/").status_code == 302
    assert client.get("/mitt-konto/").status_code == 302
    assert kinds(person) == [Kind.SIGNED_IN, Kind.SIGNED_OUT]
    noted = SignInEvent.objects.order_by("pk").first()
    assert (noted.way, noted.address) == (SignInEvent.Way.PASSWORD, "10.0.0.1")


def test_one_is_sent_on_to_the_page_one_wanted_and_never_to_another_site(person):
    for wanted, got in (
        ("/avtal/?sok=a", "/avtal/?sok=a"),
        ("https://ond.example/", "/start/"),
        ("//ond.example", "/start/"),
    ):
        answer = Client().post(LOGIN, {"login": "anna", "password": "demo", "next": wanted})
        assert answer.headers["Location"] == got


def test_five_wrong_passwords_shut_the_account_out_there_and_not_elsewhere(person):
    answers = [try_in() for _ in range(PER_ACCOUNT_AND_ADDRESS)]
    assert [each.status_code for each in answers] == [200] * (PER_ACCOUNT_AND_ADDRESS - 1) + [429]
    page = answers[-1].content.decode()
    assert "Vänta 15 minuter" in page
    assert "häva spärren" in page
    assert try_in(password="demo").status_code == 429
    assert try_in(password="demo", address="10.0.0.2").status_code == 302
    assert kinds(person) == [*[Kind.FAILED] * PER_ACCOUNT_AND_ADDRESS, Kind.LOCKED, Kind.REFUSED, Kind.SIGNED_IN]


def test_an_account_tried_from_many_places_is_shut_to_all_of_them(person):
    for number in range(PER_ACCOUNT - 1):
        failed_before("anna", 1, address=f"10.0.1.{number}")
    assert try_in(address="10.0.2.1").status_code == 429
    assert try_in(password="demo", address="10.9.9.9").status_code == 429
    assert locked_until(person, at=timezone.now()) is not None


def test_many_people_err_at_one_address_before_it_is_shut_to_all(person):
    for number in range(PER_ADDRESS - 1):
        failed_before(f"namn{number}", 1)
    assert try_in(password="demo").status_code == 302  # and his success takes nothing from the count of the others
    try_in("en-till")
    assert try_in(password="demo").status_code == 429
    assert try_in(password="demo", address="10.0.0.2").status_code == 302


def test_wrong_passwords_in_a_row_are_stopped_and_each_is_noted(person):
    statuses = [try_in().status_code for _ in range(30)]
    assert statuses.count(200) == PER_ACCOUNT_AND_ADDRESS - 1
    assert len(kinds(person)) == 31  # each of them, and that the account was shut


def test_what_anybody_can_cause_without_end_does_not_fill_the_log(person):
    failed_before("anna", PER_ACCOUNT_AND_ADDRESS, address="10.0.3.3")
    for _ in range(40):
        try_in(address="10.0.3.3")
    assert kinds(person).count(Kind.REFUSED) == 30


def test_somebody_elses_tries_do_not_keep_a_person_out_for_ever(person):
    failed_before("anna", PER_ACCOUNT_AND_ADDRESS)
    AccessAttempt.objects.update(attempt_time=timezone.now() - COOL_OFF + timedelta(seconds=30))
    assert try_in().status_code == 429  # a try while shut out makes it no longer
    AccessAttempt.objects.update(attempt_time=timezone.now() - COOL_OFF - timedelta(seconds=1))
    assert try_in(password="demo").status_code == 302


def test_no_answer_tells_who_has_an_account(person):
    make.user("läsare", username="slutat", is_active=False)
    User.objects.filter(username="slutat").update(password=User.objects.get(username="anna").password)
    told = {without_marks(try_in(name, "demo" if name == "slutat" else "fel")) for name in ("anna", "ingen", "slutat")}
    assert len({page.replace("slutat", "").replace("anna", "").replace("ingen", "") for page in told}) == 1
    for name in ("anna", "ingen", "slutat"):
        failed_before(name, PER_ACCOUNT_AND_ADDRESS - 1)
        shut = try_in(name)
        assert shut.status_code == 429
        told.add(without_marks(shut))
    assert len({page for page in told if "För många försök" in page}) == 1


def test_an_account_that_is_there_takes_as_long_as_one_that_is_not(person, settings):
    """By the hasher of production, which alone takes time: a twentieth of a second with it, next to none without."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person.set_password("demo")
    person.save()

    def quickest(name):
        taken = []
        for number in range(3):
            begun = perf_counter()
            try_in(name, address=f"10.0.2.{number}")
            taken.append(perf_counter() - begun)
        return min(taken)

    there, not_there = quickest("anna"), quickest("ingen")
    assert 1 / 3 < there / not_there < 3


def test_passwords_are_kept_by_argon2_and_older_ones_are_when_their_owner_comes_next(person, settings):
    from huddinge_vo import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS if hasattr(product, "PASSWORD_HASHERS") else []
    from django.contrib.auth.hashers import make_password

    person.password = make_password("demo", hasher="pbkdf2_sha256")
    person.save()
    assert try_in(password="demo").status_code == 302
    person.refresh_from_db()
    assert person.password.startswith("argon2")


def test_what_was_typed_for_a_name_is_kept_nowhere_for_long(person):
    """It may be a password that came in the wrong field, or a personal number."""
    try_in("Hemligt-lösenord-7")
    event = SignInEvent.objects.get()
    assert (event.user, event.kind) == (None, Kind.FAILED)
    kept = AccessAttempt.objects.get()
    assert "Hemligt" not in kept.post_data + kept.get_data
    AccessAttempt.objects.update(attempt_time=timezone.now() - COOL_OFF - timedelta(seconds=1))
    try_in()
    assert not AccessAttempt.objects.filter(username__contains="Hemligt").exists()


def test_a_keeper_lets_a_person_in_again_and_that_is_noted(client, person):
    keeper = make.user("förvaltare")
    failed_before("anna", PER_ACCOUNT_AND_ADDRESS)
    client.force_login(keeper)
    page = client.get(f"/administration/anvandare/{person.pk}/").content.decode()
    assert "Inloggningen är spärrad till" in page
    client.post(f"/administration/anvandare/{person.pk}/hav-sparr/")
    assert try_in(password="demo").status_code == 302
    assert "spärrad till" not in client.get(f"/administration/anvandare/{person.pk}/").content.decode()
    event = SignInEvent.objects.get(kind=Kind.UNLOCKED)
    assert (event.user, event.by) == (person, keeper)
    client.post(f"/administration/anvandare/{person.pk}/hav-sparr/")  # twice changes nothing
    assert SignInEvent.objects.filter(kind=Kind.UNLOCKED).count() == 1


def test_nobody_else_lifts_a_lock(client, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.user("förvaltare", username="annan", at=other)
    request = RequestFactory().get("/")
    for nobody in (make.user("kategoriledare"), theirs):
        with pytest.raises(NotAllowed):
            actions.unlock(person=person, buyer=make.buyer(), by=nobody, request=request, at=timezone.now())
    client.force_login(theirs)
    assert client.post(f"/administration/anvandare/{person.pk}/hav-sparr/").status_code == 404


def test_a_new_password_by_link_lets_in_at_once(person):
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    failed_before("anna", PER_ACCOUNT_AND_ADDRESS)
    client = Client()
    way = (
        f"/losenord/nytt/{urlsafe_base64_encode(force_bytes(person.pk))}/{default_token_generator.make_token(person)}/"
    )
    address = client.get(way, follow=True).redirect_chain[-1][0]
    new = "Ett-långt-lösenord-7"
    client.post(address, {"new_password1": new, "new_password2": new})
    assert try_in(password=new).status_code == 302
    assert Kind.PASSWORD_SET in kinds(person)


def test_asking_for_links_again_and_again_mails_a_few_and_is_answered_alike(
    client, person, django_capture_on_commit_callbacks
):
    cache.delete_many([])
    with django_capture_on_commit_callbacks() as sent:
        answers = [client.post("/losenord/glomt/", {"email": "anna@example.se"}).status_code for _ in range(12)]
    assert set(answers) == {302}
    assert 0 < len(sent) <= 5


def test_of_two_with_one_address_none_is_mailed_again_since_the_other_was_not():
    people = [make.user("läsare", username=name, email="delad@example.se") for name in ("anna", "bo")]
    ids = [each.pk for each in people]
    assert send_password_links(person_ids=ids, site="https://vo.example.se") == 2
    asked = UnfinishedJob.objects.order_by("subject").values_list("kwargs", flat=True)
    assert [each["person_ids"] for each in asked] == [[pk] for pk in ids]
    assert mail.outbox == []
    assert send_password_links(**asked[0]) == 1
    assert [message.to for message in mail.outbox] == [["delad@example.se"]]


def test_a_changed_password_ends_other_sessions_and_the_calendar(client, person):
    from followup.duties import actions as duties

    secret = duties.make_calendar_feed(user=person, at=timezone.now())
    elsewhere = Client()
    elsewhere.force_login(person)
    client.force_login(person)
    assert client.get(f"/kalender/{secret}.ics").status_code == 200
    new = "Ett-långt-lösenord-7"
    client.post("/mitt-konto/losenord/", {"old_password": "demo", "new_password1": new, "new_password2": new})
    assert client.get("/mitt-konto/").status_code == 200
    assert elsewhere.get("/mitt-konto/").status_code == 302
    assert client.get(f"/kalender/{secret}.ics").status_code == 404
    anew = duties.make_calendar_feed(user=User.objects.get(pk=person.pk), at=timezone.now())
    assert client.get(f"/kalender/{anew}.ics").status_code == 200


def test_the_old_password_cannot_be_guessed_at_an_open_session(client, person):
    client.force_login(person)
    wrong = {"old_password": "fel", "new_password1": "Ett-långt-lösenord-7", "new_password2": "Ett-långt-lösenord-7"}
    assert [client.post("/mitt-konto/losenord/", wrong).status_code for _ in range(6)] == [422] * 5 + [429]
    assert client.post("/mitt-konto/losenord/", {**wrong, "old_password": "demo"}).status_code == 429


@pytest.mark.owner
def test_the_log_cannot_be_changed(person):
    try_in()
    for change in (lambda rows: rows.update(address=None), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError, match=r"Cannot (update|delete) rows"), transaction.atomic():
            change(SignInEvent.objects.all())


def test_the_officer_sees_the_sign_ins_of_his_buyers_and_tries_at_what_is_nobodys(client, person):
    officer = make.user("säkerhetsansvarig")
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    make.user("läsare", username="fjarran", at=other)
    for name in ("anna", "fjarran", "ingen"):
        try_in(name)
    told = [(each.by, each.subject, each.what) for each in Log(officer, kind=SIGN_IN)]
    assert told == [
        ("okänd", "okänt konto", ("Misslyckad inloggning, lösenord, från 10.0.0.1",)),
        ("okänd", "anna", ("Misslyckad inloggning, lösenord, från 10.0.0.1",)),
    ]
    Membership.objects.filter(user=person).delete()  # who has left is told of still
    assert len(Log(officer, kind=SIGN_IN)) == 2
    client.force_login(officer)
    page = client.get("/sekretess/logg/", {"slag": SIGN_IN}).content.decode()
    assert "10.0.0.1" in page
    assert "okänt konto" in page
    assert list(Log(make.user("kategoriledare"), kind=SIGN_IN)) == []
    assert len(Log(officer, kind=SIGN_IN, who=person)) == 1  # what was tried at his account
    try_in(password="demo")
    assert [each.by for each in Log(officer, kind=SIGN_IN, who=person)] == ["anna", "okänd"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "found"),
    [
        (0, "1.1.1.1", "10.0.0.1", "10.0.0.1"),  # nobody's word is taken where no proxy of ours stands
        (1, "6.6.6.6, 1.1.1.1", "10.0.0.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.1", "10.0.0.1"),
        (1, "nonsens", "10.0.0.1", None),
        (0, "", "", None),
    ],
)
def test_the_address_is_what_our_own_proxy_says(settings, proxies, forwarded, remote, found):
    settings.VO_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert address_of(request) == found


def test_a_network_of_addresses_without_end_is_counted_as_one():
    asked = [RequestFactory().get("/", REMOTE_ADDR=each) for each in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    assert {counted_address(each) for each in asked} == {"2001:db8:1:2::"}
    assert {address_of(each) for each in asked} == {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9"}


def test_djangos_own_way_in_leads_to_the_one_that_counts(client):
    answer = client.post("/admin/login/", {"username": "anna", "password": "fel"})
    assert answer.headers["Location"].startswith("/logga-in/")


def test_a_lock_is_told_with_when_it_ends(person):
    now = datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert locked_until(person, at=now) is None
    failed_before("anna", PER_ACCOUNT_AND_ADDRESS)
    last = AccessAttempt.objects.get().attempt_time
    assert locked_until(person, at=last) == last + COOL_OFF
    assert locked_until(person, at=last + COOL_OFF) is None
