"""Watching what is written of suppliers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from followup.reviews.actions import report_deficiency
from followup.reviews.models import Finding
from followup.watch.choices import Verdict
from followup.watch.imports import Item, NotAFeed, Unreachable, fetch, read_feed
from followup.watch.models import Feed, MediaHit, SearchWord
from followup.watch.rules import same_address, words_in
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.personal_numbers import personal_number_in

if TYPE_CHECKING:
    from contracts.suppliers.models import Supplier
    from huddinge_vo.common.people.models import Organization, User

_HIDDEN = "Rubriken visas inte: den ser ut att innehålla ett personnummer."


class AlreadyJudged(Exception):
    """The hit is a finding already. The message is shown."""


def watch_feeds(*, at: datetime, ask: Callable[[str], bytes] = fetch) -> int:
    """Fetch every feed that is used and keep what names a supplier. Returns how many new hits.

    A feed that does not answer says why, and stops no other. All that is sent is the feed's own address.
    """
    found = 0
    for feed in Feed.objects.filter(is_active=True).order_by("pk"):
        try:
            items = read_feed(ask(feed.url))
        except (Unreachable, NotAFeed) as error:
            Feed.objects.filter(pk=feed.pk).update(fetched_at=at, message=str(error)[:300])
            continue
        found += keep_hits(feed=feed, items=items, at=at)
    return found


@transaction.atomic
def keep_hits(*, feed: Feed, items: list[Item], at: datetime) -> int:
    """Keep a feed's articles that name a supplier of its buyer's search words; each article once for a supplier."""
    words = {
        each.pk: each
        for each in SearchWord.objects.filter(buyer=feed.buyer_id, is_active=True).order_by("priority", "pk")
    }
    asked = [(pk, each.words) for pk, each in words.items()]
    hits: dict[tuple[int, str], MediaHit] = {}
    for item in items:
        if personal_number_in(item.url):
            continue
        title = _HIDDEN if personal_number_in(item.title) else item.title
        for pk in words_in(asked, f"{item.title} {item.text}"):
            word, known_by = words[pk], same_address(item.url)
            hits.setdefault(
                (word.supplier_id, known_by),
                MediaHit(
                    buyer_id=feed.buyer_id,
                    supplier_id=word.supplier_id,
                    word=word,
                    feed=feed,
                    url=item.url,
                    fingerprint=known_by,
                    title=title,
                    published_on=item.published_on,
                    found_on=swedish_day(at),
                ),
            )
    before = MediaHit.objects.filter(feed=feed).count()
    MediaHit.objects.bulk_create(hits.values(), ignore_conflicts=True)
    Feed.objects.filter(pk=feed.pk).update(fetched_at=at, message="")
    return MediaHit.objects.filter(feed=feed).count() - before


@transaction.atomic
def add_hit(*, supplier: Supplier, buyer: Organization, url: str, title: str, by: User, at: datetime) -> MediaHit:
    """Keep an article that a person has read. The same one twice is kept once. Nothing is fetched from its address."""
    require(by, "followup.change_mediahit", MediaHit(buyer=buyer))
    known_by = same_address(url)
    same = {"buyer": buyer, "supplier": supplier, "fingerprint": known_by}
    hit = MediaHit(**same, url=url, title=title or url[:300], found_on=swedish_day(at), added_by=by)
    hit.full_clean(exclude=["word", "feed", "judged_by", "judged_on", "finding"], validate_constraints=False)
    kept, _created = MediaHit.objects.get_or_create(
        **same, defaults={"url": hit.url, "title": hit.title, "found_on": hit.found_on, "added_by": by}
    )
    return kept


def _locked(hit_id: int, by: User) -> MediaHit:
    hit = MediaHit.objects.select_for_update(of=("self",)).select_related("buyer").get(pk=hit_id)
    require(by, "followup.change_mediahit", hit)
    return hit


def why_judged(hit: MediaHit) -> str:
    """What a hit has become, as a sentence; nothing while it may be judged."""
    return "Träffen är redan anmäld som brist." if hit.finding_id is not None else ""


@transaction.atomic
def judge_hit(*, hit_id: int, is_relevant: bool, by: User, at: datetime, reason: str = "") -> MediaHit:
    """Say whether a hit is of any weight. It may be said anew until it has become a finding. Raises AlreadyJudged."""
    hit = _locked(hit_id, by)
    if why := why_judged(hit):
        raise AlreadyJudged(why)
    hit.verdict = Verdict.RELEVANT if is_relevant else Verdict.NOT_RELEVANT
    hit.reason, hit.judged_by, hit.judged_on = reason.strip(), by, swedish_day(at)
    hit.save()
    return hit


@transaction.atomic
def report_hit(*, hit_id: int, severity: str, words: str, by: User, at: datetime) -> Finding:
    """Make a finding of a hit, for another to judge. Twice, or by two at once, makes one."""
    hit = _locked(hit_id, by)
    if hit.finding is not None:
        return hit.finding
    evidence = f"{words.strip()}\n\n{hit.title}\n{hit.url}".strip()
    told = {"source": Finding.Source.MEDIA, "severity": severity, "evidence": evidence}
    finding = report_deficiency(finding=Finding(buyer=hit.buyer, supplier=hit.supplier, **told), by=by, at=at)
    hit.verdict, hit.finding, hit.judged_by, hit.judged_on = Verdict.FINDING, finding, by, swedish_day(at)
    hit.save()
    return finding
