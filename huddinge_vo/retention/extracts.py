"""What the system holds about a person who has an account, or about a supplier who is a person: for an extract.

Clients are never in the data, and so in no extract: what is looked through says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from pghistory.models import Event

from contracts.suppliers.models import Supplier, SupplierContact, SupplierIdentifier, SupplierUnit
from followup.duties.models import CalendarFeed, Duty, MailSetting, SentMail
from followup.start.kinds import STEPS
from followup.start.models import FirstSteps
from huddinge_vo.common import org_numbers
from huddinge_vo.common.people.models import Membership, Organization, User
from huddinge_vo.common.retention.models import RegisterExtract
from huddinge_vo.common.secrecy.models import AccessGrant, SecretReading, TriedChange
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.untyped import ModelClass

CLIENTS = "Klienter, brukare och anhöriga finns inte i systemet: personnummer avvisas, och fakturatexter läses inte in."
_LATEST = 50


@dataclass(frozen=True)
class Part:
    """One matter of an extract: its heading, its columns, its rows, and what is to be known of them."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


@dataclass(frozen=True)
class Extract:
    """All that is held about somebody, as it stood at a moment."""

    about: str
    kind: RegisterExtract.Kind
    object_id: int
    buyer: str
    at: datetime
    parts: tuple[Part, ...]
    is_demo: bool
    clients: str = CLIENTS

    def as_data(self) -> dict[str, object]:
        """For a file that another program reads."""
        return {
            "registerutdrag": self.about,
            "hos": self.buyer,
            "framtaget": timezone.localtime(self.at).isoformat(timespec="seconds"),
            "demodata": self.is_demo,
            "klienter": self.clients,
            "delar": [
                {
                    "rubrik": part.title,
                    "anmarkning": part.note,
                    "rader": [dict(zip(part.columns, row, strict=True)) for row in part.rows],
                }
                for part in self.parts
            ],
        }


def _when(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H.%M}" if moment else "–"


def _yes(value: object) -> str:
    return "ja" if value else "nej"


def _memberships() -> QuerySet:
    """What everybody is and was, as history tells it."""
    history: ModelClass = Membership._meta.get_field("events").related_model
    return history._default_manager.all()


def people_there_are(buyer: Organization) -> QuerySet[User]:
    """Those who are or have been something at a buyer, whether their accounts are open or closed."""
    held = _memberships().filter(buyer=buyer)
    return User.objects.filter(pk__in=held.values("user_id"))


def extract_of_person(person: User, *, buyer: Organization, at: datetime) -> Extract:
    """Account, roles, accesses, sign-ins, what was read of secrets, and what was done, as numbers of each kind."""
    return Extract(
        about=f"{person} ({person.username})",
        kind=RegisterExtract.Kind.PERSON,
        object_id=person.pk,
        buyer=buyer.name,
        at=at,
        is_demo=buyer.is_demo,
        parts=(
            _account(person),
            _roles(person),
            _accesses(person),
            _ways_in(person),
            _sign_ins(person),
            _readings(person),
            _done(person),
            _to_do(person),
        ),
    )


def _account(person: User) -> Part:
    setting = MailSetting.objects.filter(user=person).first()
    facts = (
        ("Användarnamn", person.username),
        ("Förnamn", person.first_name or "–"),
        ("Efternamn", person.last_name or "–"),
        ("E-post", person.email or "–"),
        ("Aktivt konto", _yes(person.is_active)),
        ("Systemadministratör", _yes(person.is_superuser)),
        ("Upplagd", _when(person.date_joined)),
        ("Senast inloggad", _when(person.last_login)),
        ("Lösenordet satt", _when(person.password_set_at)),
        ("Sammanställning per mejl", setting.get_frequency_display() if setting else "varje arbetsdag"),
        ("Listan Kom igång", _steps(person)),
    )
    return Part("Konto", ("Uppgift", "Värde"), list(facts), "Lösenordet finns bara som ett avtryck och lämnas inte ut.")


def _steps(person: User) -> str:
    mine = FirstSteps.objects.filter(user=person).first()
    if mine is None:
        return "inte använd"
    read = ", ".join(STEPS[code].words for code in mine.read if code in STEPS) or "ingen sida läst härifrån"
    return f"{read}; undanlagd {_when(mine.put_away_at)}" if mine.put_away_at else read


def _roles(person: User) -> Part:
    rows = [
        (each.role.name, each.buyer.name, _LABELS[each.pgh_label], _when(each.pgh_created_at))
        for each in _memberships().filter(user=person).select_related("role", "buyer").order_by("pgh_id")
    ]
    return Part("Roller, nu och tidigare", ("Roll", "Hos", "Vad", "När"), rows)


_LABELS = {"insert": "gavs", "update": "ändrades", "delete": "avslutades"}


def _accesses(person: User) -> Part:
    grants = AccessGrant.objects.filter(user=person).select_related("content_type").order_by("pk")
    rows = [
        (_kind_of(each.content_type.model_class()), str(each.object_id), str(each.until or "tills vidare"))
        for each in grants
    ]
    return Part("Åtkomster till sekretess", ("Slag", "Nummer", "Till och med"), rows, "Bara slag och nummer.")


def _kind_of(model: ModelClass | None) -> str:
    return str(model._meta.verbose_name).capitalize() if model else "–"


def _ways_in(person: User) -> Part:
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    linked = SocialAccount.objects.filter(user=person).order_by("pk")
    open_now = UserSession.objects.filter(user=person).order_by("pk")
    feeds = CalendarFeed.objects.filter(user=person).order_by("pk")
    rows = [
        *((each.get_type_display(), _when(each.created_at), _when(each.last_used_at)) for each in factors),
        *(("Kommunens inloggning", _when(each.date_joined), _when(each.last_login)) for each in linked),
        *((f"Session från {each.ip}", _when(each.created_at), _when(each.last_seen_at)) for each in open_now),
        *(("Kalenderadress", _when(each.made_at), _when(each.revoked_at)) for each in feeds),
    ]
    return Part("Sätt att logga in, sessioner och kalendrar", ("Vad", "Tillkom", "Senast eller återkallad"), rows)


def _sign_ins(person: User) -> Part:
    events = SignInEvent.objects.filter(user=person)
    rows = [
        (_when(each.at), each.get_kind_display(), each.get_way_display() or "–", each.address or "–")
        for each in events.order_by("-at", "-pk")[:_LATEST]
    ]
    return Part("Inloggningar", ("När", "Vad", "Sätt", "Adress"), rows, _of_all(events.count()))


def _readings(person: User) -> Part:
    readings = SecretReading.objects.filter(user=person)
    rows = [
        (_when(each.at), _kind_of(each.content_type.model_class()), str(each.object_id), each.address)
        for each in readings.select_related("content_type").order_by("-at", "-pk")[:_LATEST]
    ]
    note = f"{_of_all(readings.count())} Bara slag och nummer på det som lästes."
    return Part("Åtkomstlogg", ("När", "Slag", "Nummer", "Sida"), rows, note)


def _of_all(number: int) -> str:
    return f"De senaste {_LATEST} av {number}." if number > _LATEST else f"Alla {number}." if number else ""


def _done(person: User) -> Part:
    """What the person has changed, told by each table's history, and what was tried and done of what has none."""
    rows = []
    histories: list[ModelClass] = [each for each in apps.get_models() if issubclass(each, Event)]
    for model in histories:
        theirs = model._default_manager.filter(pgh_context__user=person.pk)
        told = theirs.aggregate(number=Count("pgh_id"), first=Min("pgh_created_at"), last=Max("pgh_created_at"))
        if told["number"]:
            name = str(model.pgh_tracked_model._meta.verbose_name_plural).capitalize()
            rows.append((name, str(told["number"]), _when(told["first"]), _when(told["last"])))
    tried = TriedChange.objects.filter(user=person).aggregate(number=Count("pk"), first=Min("at"), last=Max("at"))
    if tried["number"]:
        rows.append(("Prövningar av ändringar", str(tried["number"]), _when(tried["first"]), _when(tried["last"])))
    return Part("Gjort i systemet", ("Slag", "Ändringar", "Första", "Senaste"), sorted(rows), "Antal, inte innehåll.")


def _to_do(person: User) -> Part:
    states = Counter(Duty.objects.filter(person=person).order_by().values_list("state", flat=True))
    mails = SentMail.objects.filter(user=person).aggregate(number=Count("pk"), last=Max("sent_at"))
    rows = [(f"Påminnelser: {label}", str(states[value])) for value, label in Duty.State.choices if states[value]]
    if mails["number"]:
        rows.append((f"Mejl (senaste {_when(mails['last'])})", str(mails["number"])))
    return Part("Påminnelser och mejl", ("Vad", "Antal"), rows)


def suppliers_called(words: str, *, user: User) -> QuerySet[Supplier]:
    """The suppliers that have a number or exactly a name, as far as a person may know of them."""
    number = org_numbers.normalise(words)
    found = Supplier.objects.visible_to(user)
    return found.filter(org_number=number) if number else found.filter(name__iexact=words.strip())


def extract_of_supplier(supplier: Supplier, *, buyer: Organization, user: User, at: datetime) -> Extract:
    """What is held about a sole trader: names, numbers, contacts, units and how many contracts; the number masked."""
    contacts = SupplierContact.objects.visible_to(user).filter(supplier=supplier).order_by("pk")
    units = SupplierUnit.objects.visible_to(user).filter(supplier=supplier).order_by("pk")
    own = Q(buyer=buyer) | Q(buyer__isnull=True)
    numbers = SupplierIdentifier.objects.filter(own, supplier=supplier).order_by("pk")
    facts = (
        ("Namn", supplier.name),
        ("Organisationsnummer", org_numbers.display(supplier.org_number) or "–"),
        ("Enskild näringsidkare", _yes(supplier.is_sole_trader)),
        ("Har F-skatt", _yes(supplier.has_f_tax)),
    )
    return Extract(
        about=supplier.name,
        kind=RegisterExtract.Kind.SUPPLIER,
        object_id=supplier.pk,
        buyer=buyer.name,
        at=at,
        is_demo=buyer.is_demo,
        parts=(
            Part("Leverantören", ("Uppgift", "Värde"), list(facts), "Ett personnummer visas maskerat."),
            Part(
                "Nummer",
                ("Slag", "Värde"),
                [(each.get_scheme_display(), org_numbers.display_raw(each.value)) for each in numbers],
            ),
            Part(
                "Kontakter",
                ("Roll", "Namn", "E-post", "Telefon"),
                [
                    (each.get_role_display(), each.name or "–", each.email or "–", each.phone or "–")
                    for each in contacts
                ],
            ),
            Part(
                "Verksamheter",
                ("Namn", "Kommun", "Adress"),
                [(each.name, each.municipality or "–", each.address or "–") for each in units],
            ),
            Part(
                "Finns i", ("Register", "Antal"), list(_where(supplier, buyer, user)), "Det som du får se hos köparen."
            ),
        ),
    )


def _where(supplier: Supplier, buyer: Organization, user: User) -> Iterable[tuple[str, str]]:
    for label, field in (
        ("contracts.Contract", "supplier"),
        ("procurement.Placement", "supplier"),
        ("followup.Finding", "supplier"),
        ("followup.Invoice", "supplier"),
    ):
        model: ModelClass = apps.get_model(label)
        seen = model._default_manager.visible_to(user)
        number = seen.filter(**{field: supplier, "buyer": buyer}).count()
        yield str(model._meta.verbose_name_plural).capitalize(), str(number)
