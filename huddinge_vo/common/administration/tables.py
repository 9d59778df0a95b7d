"""Lists of people and of accesses."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from huddinge_vo.common.pages.tables import DateColumn, Table
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.models import AccessGrant, MarkProposal
from huddinge_vo.common.secrecy.names import told_to_the_officer
from huddinge_vo.common.untyped import ListedRow, PassedOn


class PersonTable(Table):
    """People of a buyer, with what they are there."""

    username = tables.Column(verbose_name="Användare", order_by=("sort_name", "username", "pk"))
    email = tables.Column(verbose_name="E-post", orderable=False)
    roles = tables.Column(verbose_name="Roller", orderable=False, empty_values=())
    is_active = tables.Column(verbose_name="Status", order_by=("-is_active", "sort_name", "username", "pk"))

    noun = ("användare", "användare")
    caption = "Användare hos köparen"
    css = "data--cards"

    class Meta(Table.Meta):
        model = User
        fields: tuple[str, ...] = ()
        empty_text = "Ingen användare."
        order_by = "username"

    def render_username(self, record: User) -> str:
        """The name, leading to the person's page, and what the person logs in as: it parts two of the same name."""
        href = reverse("person-detail", args=[record.pk])
        return format_html('<a href="{}">{}</a><br><span class="muted small">{}</span>', href, record, record.username)

    def value_username(self, record: User) -> str:
        """For export."""
        return f"{record} ({record.username})"

    def render_roles(self, record: ListedRow) -> str:
        """What the person is at the buyer."""
        waiting = [f"{each.role} (väntar på bekräftelse)" for each in record.proposed_here]
        return (
            format_html_join(
                "", "{}<br>", ((words,) for words in [*(str(each.role) for each in record.here), *waiting])
            )
            or "–"
        )

    def value_roles(self, record: ListedRow) -> str:
        """For export."""
        return ", ".join(str(each.role) for each in record.here)

    def render_is_active(self, *, value: bool) -> str:
        """In words."""
        tag, words = ("good", "Aktiv") if value else ("none", "Stängd")
        return format_html('<span class="tag tag--{}">{}</span>', tag, words)

    def value_is_active(self, *, value: bool) -> str:
        """For export."""
        return "aktiv" if value else "stängd"


class OfficerTable(Table):
    """What is told of what is secret, to `reader`: the officer need not have been let in on it."""

    def __init__(self, *args: PassedOn, reader: User, **kwargs: PassedOn) -> None:
        self.reader = reader
        self._called: dict[int, dict[int, str]] = {}
        super().__init__(*args, **kwargs)

    def kind_of(self, record: ListedRow) -> str:
        """What kind of object it is."""
        model = record.content_type.model_class()
        return str(model._meta.verbose_name).capitalize() if model else record.content_type.model

    def called(self, record: ListedRow) -> str:
        """What the officer calls it: asked once for all of the kind in the list, which are few."""
        kind = record.content_type
        if kind.pk not in self._called:
            model = kind.model_class()
            of_it = self.data.data.filter(content_type=kind).order_by()
            ids = set(of_it.values_list("object_id", flat=True).distinct())
            self._called[kind.pk] = told_to_the_officer(model, ids, user=self.reader) if model else {}
        return self._called[kind.pk].get(record.object_id, f"uppgift nr {record.object_id}")

    class Meta(Table.Meta):
        abstract = True


class GrantTable(OfficerTable):
    """Who is let in on what, which is told as the officer may know it."""

    content_type = tables.Column(verbose_name="Slag", order_by=("content_type", "object_id", "pk"))
    object_id = tables.Column(verbose_name="Uppgift", orderable=False)
    who = tables.Column(verbose_name="Vem", orderable=False, empty_values=())
    until = DateColumn(verbose_name="Till och med", order_by=("until", "pk"), default="tills vidare")
    end = tables.Column(verbose_name="Åtgärd", orderable=False, empty_values=(), exclude_from_export=True)

    noun = ("åtkomst", "åtkomster")
    caption = "Åtkomster till det som är sekretess"
    css = "data--cards"

    class Meta(Table.Meta):
        model = AccessGrant
        fields: tuple[str, ...] = ()
        empty_text = "Ingen har åtkomst till något som är sekretess."

    def render_content_type(self, record: AccessGrant) -> str:
        """Its kind."""
        return self.kind_of(record)

    def value_content_type(self, record: AccessGrant) -> str:
        """For export."""
        return self.kind_of(record)

    def render_object_id(self, record: AccessGrant) -> str:
        """What it is called."""
        return self.called(record)

    def value_object_id(self, record: AccessGrant) -> str:
        """For export."""
        return self.called(record)

    def render_who(self, record: AccessGrant) -> str:
        """A person, or all who have a role."""
        return str(record.user) if record.user else f"alla med rollen {record.group}"

    def value_who(self, record: AccessGrant) -> str:
        """For export."""
        return self.render_who(record)

    def render_end(self, record: AccessGrant) -> str:
        """To end what still counts."""
        if record.until is not None and record.until < self.today:
            return format_html('<span class="tag tag--{}">{}</span>', "none", "Avslutad")
        return format_html(
            '<a href="{}">Avsluta<span class="visually-hidden"> åtkomsten för {} till {}</span></a>',
            reverse("grant-end", args=[record.pk]),
            self.render_who(record),
            self.called(record),
        )


class MarkTable(OfficerTable):
    """What has been asked to become secret or open."""

    asked_at = tables.DateTimeColumn(verbose_name="Begärd", format="Y-m-d H.i", attrs={"td": {"class": "when"}})
    asked_by = tables.Column(verbose_name="Av", orderable=False)
    content_type = tables.Column(verbose_name="Slag", orderable=False)
    object_id = tables.Column(verbose_name="Uppgift", orderable=False)
    to_secret = tables.Column(verbose_name="Ska bli", orderable=False)
    reason = tables.Column(verbose_name="Skäl", orderable=False)
    answer = tables.Column(verbose_name="Svar", orderable=False, empty_values=(), exclude_from_export=True)

    noun = ("begäran", "begäranden")
    caption = "Begäranden om sekretessmärkning"
    css = "data--cards"

    class Meta(Table.Meta):
        model = MarkProposal
        fields: tuple[str, ...] = ()
        empty_text = "Ingen har begärt ändrad sekretess."

    def value_asked_at(self, value: object) -> object:
        """For export."""
        return value

    def render_content_type(self, record: MarkProposal) -> str:
        """Its kind."""
        return self.kind_of(record)

    def value_content_type(self, record: MarkProposal) -> str:
        """For export."""
        return self.kind_of(record)

    def render_object_id(self, record: MarkProposal) -> str:
        """What it is called."""
        return self.called(record)

    def value_object_id(self, record: MarkProposal) -> str:
        """For export."""
        return self.called(record)

    def render_to_secret(self, *, value: bool) -> str:
        """In a word."""
        return "sekretess" if value else "öppen"

    def value_to_secret(self, *, value: bool) -> str:
        """For export."""
        return self.render_to_secret(value=value)

    def render_answer(self, record: MarkProposal) -> str:
        """The ways to answer, or the answer."""
        if record.decided_at is not None:
            return "bekräftad" if record.is_confirmed else "avslagen"
        return format_html(
            '<a href="{}">Bekräfta</a> · <a href="{}">Avslå</a>',
            reverse("mark-confirm", args=[record.pk]),
            reverse("mark-decline", args=[record.pk]),
        )
