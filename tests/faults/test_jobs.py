"""Every kind of job under every fault: what is there afterwards is what one undisturbed run leaves."""

import time
import uuid

import pytest

from huddinge_vo.common.jobs.tasks import known_jobs
from tests.faults import room as rooms
from tests.faults.kinds import KINDS
from tests.faults.room import TRIES
from tests.faults.state import differences
from tests.processes import until

pytestmark = pytest.mark.owner  # the room builds a database of its own


def test_every_kind_of_job_is_tried():
    assert set(KINDS) == set(known_jobs())


@pytest.mark.parametrize("name", KINDS)
def test_an_undisturbed_run_has_something_to_do(room, name):
    _after, points, changes = room.of_undisturbed(name)
    assert points > 4
    elsewhere = ("+ copies", "+ rule", "- rule")
    assert any(not line.startswith(elsewhere) for line in changes) == KINDS[name].leaves


# ----------------------------------------------------------------------------------------------------------- the faults


def killed(room, name, chance, points):
    """The process that does the job is killed at a point."""
    room.plan(name, at=chance.randint(1, points), do="die")
    room.send(name)
    room.stands(name)


def machine_killed(room, name, chance, points):
    """The worker and all its processes are killed while the job stands at a point, and another worker comes."""
    room.plan(name, at=chance.randint(1, points))
    room.send(name)
    room.stands(name)
    room.worker.kill()
    room.start_worker()


def database_restarted(room, name, chance, points):
    """The database server is restarted while the job stands at a point: as it is asked to, or as after a crash."""
    room.plan(name, at=chance.randint(1, points))
    room.send(name)
    if room.stands(name):
        room.database.restart(chance.choice(["fast", "immediate"]))
        room.let_on()


def broker_restarted(room, name, chance, points):
    """The broker is killed while the job stands at a point, is away while it goes on, and comes back."""
    room.plan(name, at=chance.randint(1, points))
    room.send(name)
    if room.stands(name):
        room.broker.kill()
        try:
            room.let_on()
            time.sleep(chance.uniform(0, 1))
        finally:
            room.broker.start()


def delivered_twice(room, name, chance, points):
    """The job is delivered again while it stands at a point; the first of them goes on, or is killed there."""
    task_id = str(uuid.uuid4())
    room.plan(name, at=chance.randint(1, points))
    room.send(name, task_id)
    stands = room.stands(name)
    room.send(name, task_id)
    if stands:
        room.second_has_left()
        if chance.random() < 1 / 2:
            room.kill_child()
        else:
            room.let_on()
    room.is_quiet()


def disk_full(room, name, chance, points):
    """No file may be longer than so, as where the disk is full: the kernel refuses the write."""
    room.plan(name, room=int(10 ** chance.uniform(0, 5)) - 1)
    room.send(name)
    until((room.folder / "taken").exists, f"{name} has begun")


FAULTS = [killed, machine_killed, database_restarted, broker_restarted, delivered_twice, disk_full]


def trials():
    """Every kind under every fault by `make faults`. In the whole suite each kind meets one that is soon tried.

    Which one is told by its place among the kinds, and not by chance: processes of tests side by side must agree.
    """
    in_turn = [killed, delivered_twice, database_restarted, killed, broker_restarted]
    for place, (name, kind) in enumerate(KINDS.items()):
        for fault in FAULTS if TRIES > 1 else [in_turn[place % len(in_turn)], *[disk_full] * kind.writes_files]:
            if fault is not disk_full or kind.writes_files:
                yield pytest.param(fault, name, id=f"{fault.__name__}-{name}")


@pytest.mark.parametrize(("fault", "name"), list(trials()))
def test_what_is_left_is_what_one_undisturbed_run_leaves(room, fault, name, monkeypatch):
    expected, points, _changes = room.of_undisturbed(name)
    for number in range(TRIES):
        chance = rooms.chance_of(fault.__name__, name, number)
        room.begin(name)
        fault(room, name, chance, points)
        how = room.recover(monkeypatch)
        found = room.found()
        room.note(fault.__name__, name, how)
        assert "\n".join(differences(expected, found)) == ""
