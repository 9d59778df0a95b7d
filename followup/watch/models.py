"""What is written of suppliers: search words, feeds, and hits that a person judges. domain.md §10."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.suppliers.models import Supplier
from followup.reviews.models import Finding
from followup.watch.choices import Priority, Verdict
from followup.watch.querysets import FeedQuerySet, MediaHitQuerySet, SearchWordQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization


@tracked()
class SearchWord(models.Model):
    """What a supplier is looked for by, here in what the feeds have: no word is ever sent anywhere."""

    secret_through = ("supplier",)

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare", editable=False)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="search_words", verbose_name="leverantör")
    words = FreeLine("sökord", max_length=100, help_text="Ett namn, eller flera ord i följd. Hela ord söks.")
    priority = models.PositiveSmallIntegerField("prioritet", choices=Priority, default=Priority.NORMAL)
    is_active = models.BooleanField("används", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = "sökord"
        verbose_name_plural = "sökord"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier", "words"],
                name="supplier_is_looked_for_by_a_word_once",
                violation_error_message=(
                    "Leverantören bevakas redan med det sökordet. Ändra det som finns, eller skriv ett annat."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("followup:watch-words")


@tracked(exclude=["fetched_at", "message"])
class Feed(models.Model):
    """A newspaper's or an authority's feed."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare", editable=False)
    name = FreeLine("namn", max_length=120)
    url = FreeLine(
        "adress",
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Till ett flöde i RSS eller Atom.",
    )
    is_active = models.BooleanField("används", default=True)
    fetched_at = models.DateTimeField("senast hämtat", null=True, blank=True, editable=False)
    message = models.CharField("vad som gick fel", max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = "flöde"
        verbose_name_plural = "flöden"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "url"],
                name="feed_is_followed_once",
                violation_error_message="Flödet bevakas redan. Ändra det som finns, eller skriv en annan adress.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:watch-feeds")


@tracked()
class MediaHit(models.Model):
    """Something written in which a supplier is named, found by a word or pasted by a person."""

    secret_through = ("supplier", "word", "finding")

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="media_hits", verbose_name="leverantör")
    word = models.ForeignKey(
        SearchWord, models.PROTECT, null=True, blank=True, related_name="hits", verbose_name="sökord"
    )
    feed = models.ForeignKey(Feed, models.PROTECT, null=True, blank=True, related_name="hits", verbose_name="flöde")
    url = FreeLine("adress", max_length=1000, validators=[URLValidator(schemes=["http", "https"])])
    fingerprint = models.CharField("adressens fingeravtryck", max_length=64)
    title = FreeLine("rubrik", max_length=300)
    published_on = models.DateField("publicerat", null=True, blank=True)
    found_on = models.DateField("hittat")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inlagt av"
    )
    verdict = models.CharField("bedömning", max_length=15, choices=Verdict, default=Verdict.NEW)
    reason = FreeLine("varför", max_length=300, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bedömt av"
    )
    judged_on = models.DateField("bedömt", null=True, blank=True)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="media_hits", verbose_name="brist"
    )

    objects = MediaHitQuerySet.as_manager()

    class Meta:
        verbose_name = "träff i medier"
        verbose_name_plural = "träffar i medier"
        indexes = [models.Index(fields=["buyer", "-found_on"], name="media_hits_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier", "fingerprint"],
                name="article_is_a_suppliers_hit_once",
                violation_error_message="Artikeln finns redan bland leverantörens träffar.",
            ),
            models.CheckConstraint(
                condition=Q(verdict="NEW", judged_by__isnull=True, judged_on__isnull=True)
                | ~Q(verdict="NEW") & Q(judged_by__isnull=False, judged_on__isnull=False),
                name="judged_hit_has_person_and_day",
                violation_error_message="En bedömd träff har en person och en dag.",
            ),
            models.CheckConstraint(
                condition=Q(verdict="FINDING", finding__isnull=False) | ~Q(verdict="FINDING") & Q(finding__isnull=True),
                name="hit_that_became_a_finding_has_it",
                violation_error_message="Träffen är anmäld som brist när bristen finns.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:hit-detail", args=[self.pk])
