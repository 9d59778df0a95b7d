"""The security log, and what signing in leaves behind."""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from followup.duties.models import CalendarFeed
from huddinge_vo.common.people.models import Membership, Organization, User
from huddinge_vo.common.retention.models import RegisterExtract
from huddinge_vo.common.saved_views.models import SavedView
from huddinge_vo.common.secrecy.models import SecretReading, TriedChange
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.untyped import ModelClass
from huddinge_vo.retention.kinds.kind import KINDS, Days, RetentionKind

_LEAST = 366  # days: the tables' own triggers let nothing younger than a year go
_NOTHING_HOLDS = "Ingenting. Databasen släpper inga rader som är yngre än ett år."


def _of_all(model: ModelClass) -> Callable[[Organization | None], QuerySet]:
    """What is common to all buyers."""
    return lambda _buyer: model._default_manager.all()


for number, code, model, words, why, start in (
    (
        110,
        "SIGN_INS",
        SignInEvent,
        "Inloggningar, försök och spärrar",
        "Säkerhetslogg: att upptäcka och utreda intrång (artikel 32).",
        730,
    ),
    (
        120,
        "READINGS",
        SecretReading,
        "Åtkomstlogg",
        "Säkerhetslogg: att kunna visa vem som har läst skyddade uppgifter (artikel 32, OSL).",
        1826,
    ),
    (
        130,
        "TRIALS",
        TriedChange,
        "Prövningar av ändringar",
        "Säkerhetslogg: att upptäcka den som letar efter det som är sekretess (artikel 32).",
        730,
    ),
    (
        140,
        "EXTRACTS",
        RegisterExtract,
        "Vem som har tagit ut registerutdrag",
        "Säkerhetslogg: att kunna visa vem som har sett allt om en person (artikel 32).",
        1826,
    ),
):
    KINDS.add(
        RetentionKind(
            code=code,
            number=number,
            processing="SECURITY",
            words=words,
            why=why,
            becomes="Raderna tas bort av databasen, som själv skriver hur många.",
            held_by=_NOTHING_HOLDS,
            days=Days(start=start, least=_LEAST, most=3653),
            covers=(model._meta.label,),
            model=model,
            aged_by="at",
            of=_of_all(model),
            is_shared=True,
            log=code,
        )
    )

KINDS.add(
    RetentionKind(
        code="FAILED_SIGN_INS",
        number=150,
        processing="SECURITY",
        words="Räknade misslyckade inloggningar",
        why="Att spärra den som gissar lösenord (artikel 32). Innehåller det namn som skrevs, webbläsare och adress.",
        becomes="Raderna tas bort.",
        held_by="Ingenting: en spärr varar kortare än så.",
        days=Days(start=30, least=1, most=90),
        covers=("axes.AccessAttempt", "axes.AccessAttemptExpiration"),
        model=AccessAttempt,
        aged_by="attempt_time",
        of=_of_all(AccessAttempt),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="SESSIONS",
        number=160,
        processing="USERS",
        words="Utgångna sessioner",
        why="Den som är inloggad ska kännas igen från sida till sida (artikel 6.1 e).",
        becomes="Raderna tas bort.",
        held_by="Sessionen gäller fortfarande.",
        days=Days(start=1, least=1, most=30),
        covers=("sessions.Session",),
        model=Session,
        aged_by="expire_date",
        of=_of_all(Session),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="OPEN_SESSIONS",
        number=165,
        processing="USERS",
        words="Listan över var man är inloggad",
        why="Var och en ska kunna se och avsluta sina inloggningar (artikel 32). Innehåller webbläsare och adress.",
        becomes="Raderna tas bort.",
        held_by="Ingenting: sessionen är slut långt tidigare.",
        days=Days(start=30, least=2, most=90),
        covers=("usersessions.UserSession",),
        model=UserSession,
        aged_by="last_seen_at",
        of=_of_all(UserSession),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="CALENDARS",
        number=170,
        processing="WORK",
        words="Kalenderadresser som är återkallade eller vars ägare har slutat",
        why="Adressen visar en persons uppgifter i dennes kalender (artikel 6.1 e).",
        becomes="Raderna tas bort. Adressen svarar inte redan när kontot stängs.",
        held_by="Adressen används av den som har den.",
        days=Days(start=30, least=1, most=365),
        covers=("followup.CalendarFeed",),
        model=CalendarFeed,
        aged_by=Coalesce("revoked_at", "made_at"),
        of=lambda _buyer: CalendarFeed.objects.filter(Q(revoked_at__isnull=False) | Q(user__is_active=False)),
        is_shared=True,
    )
)
KINDS.add(
    RetentionKind(
        code="SAVED_VIEWS",
        number=175,
        processing="WORK",
        words="Sparade vyer av listor vars ägare har slutat",
        why="Var och en ska hitta tillbaka till sina listor (artikel 6.1 e). Har ett namn och vad som söktes.",
        becomes="Raderna tas bort.",
        held_by="Ägaren har kontot kvar.",
        days=Days(start=30, least=1, most=365),
        covers=("common.SavedView",),
        model=SavedView,
        aged_by="saved_at",
        of=lambda _buyer: SavedView.objects.filter(owner__is_active=False),
        is_shared=True,
    )
)


def _leavers(buyer: Organization | None) -> QuerySet[User]:
    """Accounts that are closed, of those who are or were something at a buyer."""
    history: ModelClass = Membership._meta.get_field("events").related_model
    theirs = history._default_manager.filter(buyer=buyer).values("user_id")
    return User.objects.filter(is_active=False, pk__in=theirs)


KINDS.add(
    RetentionKind(
        code="LEAVERS",
        number=180,
        processing="USERS",
        words="Konton som är stängda",
        why="Historik och beslut pekar på den som gjorde dem (artikel 6.1 e). Kontot tas därför aldrig bort.",
        becomes="Visas här, så att en förvaltare kan ta bort det som inte behövs längre: e-postadress och roller.",
        held_by="Ingenting. Inget görs av sig självt.",
        days=Days(start=365, least=30, most=3653),
        covers=("common.User",),
        model=User,
        aged_by=Coalesce("last_login", "date_joined"),
        of=_leavers,
        forget=None,
    )
)
