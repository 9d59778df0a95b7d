"""Fifty who read and ten who write, all at once and without a pause: nothing breaks, is lost, or is there twice.

How fast the answers come is printed, and not asked for: it is another on another machine. `VO_FAULT_LOAD_SECONDS` says
how long it goes on.
"""

import itertools
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model, Sum
from django.utils import timezone

from activities.activities.models import Activity, ProgressNote
from contracts.checks.models import SupplierCheck
from contracts.documents.models import Document
from contracts.prices.models import Price, PriceItem
from contracts.register.models import Contract
from followup.duties.models import Duty, ReminderRule
from followup.judging import actions as judging
from followup.judging.models import ClassificationRule, RowJudgement, SpendMonth
from followup.ledger.models import LedgerRow
from followup.reviews.models import Finding
from huddinge_vo.common.jobs.models import UnfinishedJob
from tests import factories as make
from tests.faults.room import TRIED, chance_of
from tests.faults.web import Person, served

pytestmark = pytest.mark.owner  # the room builds a database of its own

SECONDS = float(os.environ.get("VO_FAULT_LOAD_SECONDS", "3"))
READERS, WRITERS, DUTIES_OF_EACH = 50, 10, 40
PAGES = (
    *("/start/", "/", "/att-gora/", "/avtal/", "/avtal/1/", "/leverantorer/", "/leverantorer/1/", "/kontroller/"),
    *("/dokument/", "/prisjustering/", "/aktiviteter/", "/aktiviteter/1/", "/brister/", "/uppfoljning/"),
    *("/reskontra/rader/", "/reskontra/", "/regler/", "/regler/utan/", "/statusrapport/", "/matt/"),
)


@dataclass(frozen=True)
class Kind:
    """Something that people write: where the mark of one such thing stands, and how it is sent."""

    model: type[Model]
    mark: str
    send: object


@dataclass
class Written:
    """What one person has sent, by kind: the marks that were answered as done, and those that were refused."""

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)


class World:
    """What is written about. Threads ask nothing of the database: all is looked up before."""

    def __init__(self):
        contract = Contract.objects.get(number="A-1")
        self.contract, self.supplier = contract.pk, contract.supplier_id
        self.activity = Activity.objects.get().pk
        self.item = PriceItem.objects.get(contract=contract).pk
        rows = LedgerRow.objects.filter(amount_sek__gt=0).order_by("ledger_import_id", "line_no")
        self.rows = list(rows.values_list("ledger_import_id", "line_no")[:5])
        self.number = itertools.count(1)  # of everything that is sent, by whomever: `next` is one step for threads too
        self.duties = {}

    def give_duties(self, user):
        """Something to do that only a person can say is done, on a day of its own each."""
        rule = next(rule for rule in ReminderRule.objects.order_by("pk") if Duty(rule=rule).is_by_hand)
        days = itertools.count(1 + 100 * len(self.duties))
        made = Duty.objects.bulk_create(
            Duty(
                rule=rule,
                content_type=ContentType.objects.get_for_model(Contract),
                object_id=self.contract,
                due_on=timezone.localdate() + timedelta(days=next(days)),
                remind_on=timezone.localdate(),
                title=f"Plikt {user.pk}-{n}",
                delegated_to=user,
                made_at=timezone.now(),
            )
            for n in range(DUTIES_OF_EACH)
        )
        self.duties[user.pk] = [(duty.pk, duty.title) for duty in made]


def _form(path, **fields):
    """How a kind is sent that is one form; what it holds is told by the world and the mark."""

    def send(person, world, _user, chance):
        number = next(world.number)
        mark = f"Tryck {number}"
        told = {name: value(world, number, mark) if callable(value) else value for name, value in fields.items()}
        address = path(world, chance) if callable(path) else path.format(world=world)
        return mark, person.ask(address, told).status == 302

    return send


def _mark(_world, _number, mark):
    return mark


def _file(_world, number, mark):
    return SimpleUploadedFile(f"tryck{number}.txt", f"{mark} i ord.".encode())


def _a_row(world, chance):
    ledger_import, line_no = chance.choice(world.rows)
    return f"/reskontra/rader/{ledger_import}/{line_no}/bedom/"


def _price(person, world, _user, _chance):
    """All write on the same line: who has not seen the latest price is refused."""
    address = f"/prisrader/{world.item}/nytt-pris/"
    seen = person.ask(address).field("seen")
    number = next(world.number)
    amount = f"{1000 + Decimal(number) / 100:.2f}"
    day = date(2027, 1, 3) + timedelta(days=number)
    told = {"amount_sek": amount, "valid_from": day.isoformat(), "origin": Price.Origin.CORRECTION, "seen": seen}
    return Decimal(amount), person.ask(address, told).status == 302


def _duty(person, world, user, _chance):
    if not world.duties[user]:
        return None
    pk, title = world.duties[user].pop()
    return title, "?klart=" in person.ask(f"/att-gora/{pk}/klart/", {}).goes_to


KINDS = {
    "notes": Kind(ProgressNote, "text", _form("/aktiviteter/{world.activity}/anteckning/", text=_mark)),
    "findings": Kind(
        Finding,
        "evidence",
        _form(
            "/brister/anmal/",
            evidence=_mark,
            supplier=lambda world, *_: world.supplier,
            source="TIP",
            severity="LOW",
        ),
    ),
    "checks": Kind(
        SupplierCheck,
        "source",
        _form(
            "/leverantorer/{world.supplier}/kontroller/ny/",
            source=_mark,
            kind="TAXES",
            outcome="PASSED",
            checked_on=lambda *_: timezone.localdate().isoformat(),
        ),
    ),
    "documents": Kind(
        Document, "title", _form("/dokument/avtal/{world.contract}/nytt/", title=_mark, kind="OTHER", file=_file)
    ),
    "rules": Kind(
        ClassificationRule,
        "unit",
        _form(
            "/regler/ny/",
            unit=_mark,
            account_from="4700",
            account_to="4799",
            exclusion="SiS",
            place=lambda _world, number, _mark: number % 3 + 1,
        ),
    ),
    "rows": Kind(RowJudgement, "reason", _form(_a_row, reason=_mark, exclusion="SiS")),
    "prices": Kind(Price, "amount_sek", _price),
    "duties": Kind(Duty, "title", _duty),
}


def read(person, chance, end):
    """Go through the pages, in an order of one's own, until time is out."""
    for path in itertools.cycle(chance.sample(PAGES, len(PAGES))):
        if time.monotonic() > end:
            return
        person.ask(path)


def write(person, world, user, chance, end):
    """Write one of each kind after another until time is out. Returns what was done and refused, by kind."""
    written = {name: Written() for name in KINDS}
    names = itertools.cycle(chance.sample(list(KINDS), len(KINDS)))
    while time.monotonic() < end:
        name = next(names)
        if sent := KINDS[name].send(person, world, user, chance):
            mark, is_done = sent
            (written[name].done if is_done else written[name].refused).append(mark)
    return written


def months():
    """Spend by bucket, to the öre."""
    names = [each.attname for each in SpendMonth._meta.concrete_fields if not each.primary_key]
    return Counter(SpendMonth.objects.values_list(*names))


def how_often(kind):
    """How often each mark has been written: by the history, which keeps what was written over, where there is one."""
    if not hasattr(kind.model, "pgh_event_model"):
        return Counter(kind.model.objects.values_list(kind.mark, flat=True))
    events = kind.model.pgh_event_model.objects
    if kind.model is RowJudgement:  # one for each row, which the next person writes over
        return Counter(events.values_list(kind.mark, flat=True))
    return Counter(events.filter(pgh_label="insert").values_list(kind.mark, flat=True))


def assert_written_once(name, written):
    """What was answered as done is there once, in the history too, and what was refused is not there."""
    kind = KINDS[name]
    done, refused = [[mark for one in written for mark in getattr(one[name], how)] for how in ("done", "refused")]
    if kind.model is Duty:
        closed = Duty.objects.filter(state=Duty.State.DONE, title__startswith="Plikt")
        assert sorted(closed.values_list("title", flat=True)) == sorted(done)
        return done, refused
    times = how_often(kind)
    assert {mark: times[mark] for mark in done} == dict.fromkeys(done, 1), name
    assert [mark for mark in refused if times[mark]] == [], name
    there = Counter(kind.model.objects.filter(**{f"{kind.mark}__in": done}).values_list(kind.mark, flat=True))
    assert set(there.values()) <= {1}, name
    if kind.model is not RowJudgement:
        assert set(there) == set(done), name
    return done, refused


def assert_history_is_whole(model):
    """The last that the history tells of each thing is what it says now, and each change was one."""
    if not hasattr(model, "pgh_event_model"):
        return
    events = model.pgh_event_model
    names = [each.attname for each in events._meta.concrete_fields if not each.attname.startswith("pgh_")]
    last = events.objects.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").exclude(pgh_label="delete")
    told = {each["id"]: each for each in last.values(*names)}
    for row in model.objects.filter(pk__in=told).values(*names):
        assert told[row["id"]] == row, model
    assert set(model.objects.values_list("pk", flat=True)) <= set(told), model


def tell_how_fast(answers):
    """For the document."""
    took = sorted(seconds for seconds, _, _ in answers)
    half, most = took[len(took) // 2], took[len(took) * 95 // 100]
    statuses = dict(Counter(status for _, status, _ in answers))
    print(f"{len(answers)} answers {statuses}, half of them in {half:.2f} s, 95 % in {most:.2f} s")  # noqa: T201


def test_many_at_once_lose_nothing_and_break_nothing(room):
    room.begin()
    (room.folder / "jobs").touch()
    judging.recompute_everything(at=timezone.now())  # the room's world has sums that are wrong on purpose
    world = World()
    users = [make.user("kategoriledare", username=f"skriver{n}") for n in range(WRITERS)]
    for user in users:
        make.role(user, "avtalscontroller")
        world.give_duties(user)
    readers = [make.user("kategoriledare", username=f"läser{n}") for n in range(READERS)]
    with served(room) as (port, complaints):
        writing = [(Person(port, user), user.pk) for user in users]
        reading = [Person(port, user) for user in readers]
        connection.close()
        end = time.monotonic() + SECONDS
        with ThreadPoolExecutor(READERS + WRITERS) as threads:
            read_by = [threads.submit(read, person, chance_of("reader", n), end) for n, person in enumerate(reading)]
            written_by = [
                threads.submit(write, person, world, user, chance_of("writer", user), end) for person, user in writing
            ]
        written = [one.result() for one in written_by]
        assert [one.result() for one in read_by] == [None] * READERS  # what broke in a thread breaks here
        told = complaints.read_text()[-3000:]
    answers = [answer for person in [*reading, *(person for person, _ in writing)] for answer in person.answers]
    tell_how_fast(answers)
    broken = Counter((status, path) for _, status, path in answers if status not in {200, 302, 422})  # 422: refused
    assert not broken, f"{broken}\n{told}"
    room.is_quiet(60)
    assert any(one[name].done for one in written for name in KINDS)
    for name, kind in KINDS.items():
        done, refused = assert_written_once(name, written)
        print(f"{name}: {len(done)} done, {len(refused)} refused")  # noqa: T201 - for the document
        assert_history_is_whole(kind.model)
    orders = list(ClassificationRule.objects.order_by("order").values_list("order", flat=True))
    assert orders == list(range(1, len(orders) + 1))
    assert list(UnfinishedJob.objects.values_list("name", "reason")) == []
    # What one judged while somebody else's was being summed waits in the outbox, until the clock's next minute.
    judging.judge_changes(at=timezone.now())
    before = months()
    judging.recompute_everything(at=timezone.now())
    assert months() == before
    assert SpendMonth.objects.aggregate(all=Sum("sum_sek")) == LedgerRow.objects.aggregate(all=Sum("amount_sek"))
    room.database.rests(TRIED)
    assert room.database.ask(TRIED, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)]
