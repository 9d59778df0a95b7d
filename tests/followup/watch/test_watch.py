"""The media watch: what is kept of feeds, what a person says of it, and what never goes out."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.models import Supplier
from followup.reviews.models import Finding
from followup.watch import actions, tasks
from followup.watch.imports import Item, Unreachable
from followup.watch.models import Feed, MediaHit, SearchWord
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.at_once import at_once
from tests.followup.watch.test_feeds import RSS, says, server

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 5, tzinfo=UTC)
TODAY = date(2026, 11, 3)


@pytest.fixture
def by():
    return make.user("uppföljare")


@pytest.fixture
def feed():
    return Feed.objects.create(buyer=make.buyer(), name="Provtidningen", url="https://tidning.example.se/rss")


def word(supplier, words="Provhem AB", **values):
    return SearchWord.objects.create(buyer=make.buyer(), supplier=supplier, words=words, **values)


def an_item(n=1, title="Provhem AB får kritik", text=""):
    return Item(f"https://tidning.example.se/{n}", title, text, TODAY)


def test_what_names_a_supplier_is_kept_once(feed):
    home = make.supplier()
    word(home, "Provhem", priority=1)
    word(home, "Provhem AB", priority=3)
    word(home, "kritik", is_active=False)
    items = [an_item(1), an_item(1), an_item(2, "Något annat", "om provhem ab"), an_item(3, "Vädret")]
    assert actions.keep_hits(feed=feed, items=items, at=AT) == 2
    assert actions.keep_hits(feed=feed, items=items, at=AT) == 0
    first = MediaHit.objects.order_by("pk").first()
    assert (first.word.words, first.supplier, first.found_on, first.verdict) == ("Provhem", home, TODAY, "NEW")
    feed.refresh_from_db()
    assert feed.fetched_at == AT


def test_a_personal_number_in_a_feed_is_not_kept(feed):
    word(make.supplier())
    items = [
        an_item(1, "Provhem AB och 850709-9805"),
        Item("https://tidning.example.se/850709-9805", "Provhem AB", "", None),
    ]
    assert actions.keep_hits(feed=feed, items=items, at=AT) == 1
    assert "850709" not in MediaHit.objects.get().title


def test_only_the_feeds_own_address_is_sent_and_no_search_word_of_anybody(feed):
    hidden = make.supplier("Gömda hemmet AB", make.ORG_NUMBERS[1], is_secret=True)
    word(make.supplier())
    word(hidden, "Gömda hemmet")
    asked = []

    def ask(url):
        asked.append(url)
        return RSS.replace("Provhem AB", "Gömda hemmet").encode()

    assert actions.watch_feeds(at=AT, ask=ask) == 1
    assert asked == [feed.url]
    reader = make.user("uppföljare", username="ej insläppt")
    assert not MediaHit.objects.visible_to(reader).exists()


def test_over_a_real_connection_nothing_of_the_words_is_in_the_request(feed):
    from followup.watch.imports import fetch

    word(make.supplier("Gömda hemmet AB", is_secret=True), "Gömda hemmet")
    with server(says(RSS.encode())) as (url, here, asked):
        Feed.objects.filter(pk=feed.pk).update(url=url)
        actions.watch_feeds(at=AT, ask=lambda each: fetch(each, allowed=[here]))
    assert "mda" not in str(asked)
    assert "hemmet" not in str(asked)
    feed.refresh_from_db()
    assert feed.message == ""


def test_a_feed_that_does_not_answer_says_why_and_stops_no_other(feed):
    word(make.supplier())
    other = Feed.objects.create(buyer=make.buyer(), name="Andra", url="https://andra.example.se/")
    Feed.objects.create(buyer=make.buyer(), name="Av", url="https://av.example.se/", is_active=False)

    def ask(url):
        if url == feed.url:
            raise Unreachable("tidning.example.se svarade 500.")
        assert url == other.url
        return RSS.encode()

    assert actions.watch_feeds(at=AT, ask=ask) == 1
    feed.refresh_from_db()
    assert (feed.message, feed.fetched_at) == ("tidning.example.se svarade 500.", AT)
    assert actions.watch_feeds(at=AT, ask=lambda _: b"hej") == 0
    other.refresh_from_db()
    assert "inget flöde" in other.message


def test_the_job_of_the_night_asks_nobody_where_nothing_is_followed():
    assert tasks.watch_media() == 0


def test_another_buyers_words_are_not_looked_for(feed):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    SearchWord.objects.create(buyer=other, supplier=make.supplier(), words="Provhem AB")
    assert actions.keep_hits(feed=feed, items=[an_item()], at=AT) == 0


# ------------------------------------------------------------------------------------------------------ judged


def hit(by, **values):
    home = Supplier.objects.first() or make.supplier()
    told = {"supplier": home, "url": "https://tidning.example.se/1", "title": "Provhem AB får kritik", **values}
    return actions.add_hit(buyer=make.buyer(), by=by, at=AT, **told)


def test_a_pasted_link_is_kept_once(by):
    first = hit(by)
    assert hit(by, url="https://tidning.example.se/1#kommentarer") == first
    assert (first.added_by, first.feed, first.word) == (by, None, None)
    with pytest.raises(ValidationError):
        hit(by, url="ftp://tidning.example.se/1")
    with pytest.raises(NotAllowed):
        hit(make.user("läsare"), url="https://tidning.example.se/2")


def test_a_hit_is_judged_and_judged_anew_until_it_is_a_finding(by):
    one = hit(by)
    assert actions.judge_hit(hit_id=one.pk, is_relevant=False, reason="Annat bolag", by=by, at=AT).verdict == (
        "NOT_RELEVANT"
    )
    assert actions.judge_hit(hit_id=one.pk, is_relevant=True, by=by, at=AT).verdict == "RELEVANT"
    told = {"severity": "HIGH", "words": "IVO kritiserar bemanningen.", "by": by, "at": AT}
    finding = actions.report_hit(hit_id=one.pk, **told)
    assert actions.report_hit(hit_id=one.pk, **told) == finding
    assert (finding.source, finding.status, "tidning.example.se/1" in finding.evidence) == ("MEDIA", "REPORTED", True)
    with pytest.raises(actions.AlreadyJudged):
        actions.judge_hit(hit_id=one.pk, is_relevant=True, by=by, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_a_hit_at_once_one_makes_the_finding(by):
    one = hit(by)
    told = {"hit_id": one.pk, "severity": "LOW", "words": "x", "by": by, "at": AT}
    found = at_once(*[lambda: actions.report_hit(**told)] * 2)
    assert found[0] == found[1]
    assert Finding.objects.count() == 1


BROKEN = {
    "judged_hit_has_person_and_day": {"verdict": "RELEVANT"},
    "hit_that_became_a_finding_has_it": {"verdict": "FINDING", "judged_on": TODAY},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_table_holds_what_a_judgement_needs(name, by):
    one = hit(by)
    who = {"judged_by": by} if name.startswith("hit") else {}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MediaHit.objects.filter(pk=one.pk).update(**BROKEN[name], **who)


# --------------------------------------------------------------------------------------------------- the pages


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_whole_way_on_the_pages(client, by):
    home = make.supplier()
    client.force_login(by)
    sent = {"supplier": home.pk, "words": "Provhem AB", "priority": 1, "is_active": "on"}
    assert client.post("/mediebevakning/sokord/nytt/", sent).status_code == 302
    again = client.post("/mediebevakning/sokord/nytt/", sent)
    assert again.status_code == 422
    assert "Provhem AB" in text(client, "/mediebevakning/sokord/")
    one = SearchWord.objects.get()
    changed = {"words": "Provhem", "priority": 2, "is_active": "on", "version": 1}
    assert client.post(f"/mediebevakning/sokord/{one.pk}/", changed).status_code == 302
    flow = {"name": "Prov", "url": "https://tidning.example.se/rss", "is_active": "on"}
    assert client.post("/mediebevakning/floden/nytt/", {**flow, "url": "file:///etc/passwd"}).status_code == 422
    assert client.post("/mediebevakning/floden/nytt/", flow).status_code == 302
    Feed.objects.update(message="Svarade inte")
    assert "Svarade inte" in text(client, "/mediebevakning/floden/")
    link = {"supplier": home.pk, "url": "https://tidning.example.se/1", "title": "Kritik"}
    assert client.post("/mediebevakning/lank/", link).status_code == 302
    found = MediaHit.objects.get()
    assert 'rel="noreferrer' in text(client, found.get_absolute_url())
    assert client.post(f"/mediebevakning/{found.pk}/bedom/", {"outcome": "ja"}).status_code == 302
    assert "Kritik" in text(client, "/mediebevakning/?bedomning=RELEVANT&sok=kritik")
    assert "Kritik" not in text(client, "/mediebevakning/?bedomning=NEW")
    refused = client.post(f"/mediebevakning/{found.pk}/brist/", {"severity": "LOW", "words": "Om 850709-9805"})
    assert refused.status_code == 422
    assert client.post(f"/mediebevakning/{found.pk}/brist/", {"severity": "LOW", "words": "Kritik"}).status_code == 302
    assert Finding.objects.get().source == "MEDIA"
    shown = text(client, "/mediebevakning/rapport/?fran=2000-01-01&till=2100-01-01")
    assert "1 träffar" in shown
    assert "Provhem AB" in shown
    for odd in ("?fran=x", "?fran=1000-01-01", "?fran=2027-01-01&till=2026-01-01"):
        text(client, f"/mediebevakning/rapport/{odd}")
    assert b"Kritik" in b"".join(client.get("/mediebevakning/?export=csv").streaming_content)


def test_whoever_only_reads_judges_nothing(client, by):
    one = hit(by)
    client.force_login(make.user("handläggare"))
    assert client.get("/mediebevakning/").status_code == 403
    for path in (one.get_absolute_url(), f"/mediebevakning/{one.pk}/bedom/"):
        assert client.get(path).status_code == 404


def test_thirty_hits_cost_as_many_questions_as_three(client, by):
    client.force_login(by)

    def questions(first, last):
        for n in range(first, last):
            hit(by, url=f"https://tidning.example.se/{n}")
        client.get("/mediebevakning/")
        with CaptureQueriesContext(connection) as found:
            client.get("/mediebevakning/")
        return len(found)

    assert questions(0, 3) == questions(3, 30)
