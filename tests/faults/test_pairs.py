"""Two people at the same thing at the same moment: what is left is what one of them after the other would have left.

Every pair of actions on the same object (tests/faults/pairs), and each with itself. Who comes second may be told that
the other was there: then that is what happens also when they come one after the other.
"""

import threading
import time
import traceback

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from followup.judging import actions as judging
from huddinge_vo.common.pages.same_moment import is_of_a_moment
from tests.at_once import at_once
from tests.faults.pairs import ABOUT, FOUND, PAIRS
from tests.faults.room import TRIED, TRIES, WORLD, chance_of, use
from tests.faults.state import differences, state_of

pytestmark = pytest.mark.owner  # the room builds a database of its own

PAIRS_IN_SHORT = 4
SAME_MOMENT = "någon annan hann före"
_STANDS = 2  # seconds at most that the first waits for the second
_WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
_OURS = ("huddinge_vo.", "contracts.", "procurement.", "activities.", "followup.")


class Standing:
    """The first stands still after one of its questions, and the second begins then: what it does is between the two.

    `at` is after how many; at none of them both begin at once. The first goes on when the second is done, or waits for
    what the first holds.
    """

    def __init__(self, database, at=0):
        self.database, self.at, self.asked = database, at, 0
        self.reached, self.other_is_done = threading.Event(), threading.Event()

    def after_each(self, execute, *asked):
        result = execute(*asked)
        self.asked += 1
        if self.asked == self.at:
            self.reached.set()
            end = time.monotonic() + _STANDS
            while not self.other_is_done.wait(0.01) and not self.other_waits() and time.monotonic() < end:
                pass
        return result

    def other_waits(self):
        return self.database.ask("postgres", _WAITS, [TRIED]) != [(0,)]

    def first(self, action):
        with connection.execute_wrapper(self.after_each):
            try:
                return told(action)
            finally:
                self.reached.set()

    def second(self, action):
        if self.at:
            self.reached.wait()
        try:
            return told(action)
        finally:
            self.other_is_done.set()


def told(action):
    """What an action says: nothing, or why not, in words for a person."""
    try:
        action()
    except DatabaseError as error:
        if is_of_a_moment(error) and not isinstance(error, OperationalError):  # nobody waits in a ring
            return SAME_MOMENT
        raise
    except ObjectDoesNotExist as error:
        if _looked_for_by_the_try(error):
            raise
        return SAME_MOMENT
    except Exception as error:
        if not (type(error).__module__.startswith(_OURS) or isinstance(error, ValidationError)):
            raise
        return f"{type(error).__name__}: {error}"
    return ""


def _looked_for_by_the_try(error):
    """Whether it is the try that did not find what it acts on, and not the action."""
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    return "/tests/" in [each for each in files if "/site-packages/" not in each][-1]


def made_ready(room, before):
    use(TRIED)
    room.database.anew(TRIED, WORLD)
    room.files_anew()
    if before:
        before()
    connection.close()


def left(room):
    """What is there when all is quiet: what waits to be judged has been, as the job does that each page asks for."""
    judging.judge_changes(at=timezone.now())
    connection.close()
    return state_of(room.database, TRIED)


def one_after_the_other(room, before, *actions):
    """What each said, what is left, and how many questions the first asked."""
    made_ready(room, before)
    standing = Standing(room.database)
    said = [standing.first(actions[0]), *map(told, actions[1:])]
    return said, left(room), standing.asked


def says_the_same(said, in_order):
    """Word by word; or that somebody else was first, to one who would have been refused anyway."""
    return all(one == other or (one == SAME_MOMENT and other) for one, other in zip(said, in_order, strict=True))


def chosen():
    """All pairs; where the whole suite is run those that have found a fault, and some by chance."""
    if TRIES > 1:
        return PAIRS

    found = [pair for pair in PAIRS if (pair[0], pair[2].__name__, pair[3].__name__) in FOUND]
    return [*found, *chance_of("pairs").sample(PAIRS, PAIRS_IN_SHORT)]


def test_two_people_leave_what_one_after_the_other_would_have_left(room):
    done, faults, pairs = set(), [], chosen()
    for what, before, *pair in pairs:
        told_of = f"{what}: {' and '.join(action.__name__ for action in pair)}"
        chance = chance_of("pairs", told_of)
        orders, asked = [], []
        is_twice = pair[0] is pair[1]
        for first, second in ((0, 1), (1, 0))[: 1 if is_twice else 2]:
            said, state, number = one_after_the_other(room, before, pair[first], pair[second])
            orders.append(((said[first], said[second]), state))
            asked.append(number)
            orders += [(said[::-1], state)] * is_twice
            done |= {(what, pair[index].__name__) for index in (0, 1) if not orders[-1][0][index]}
        for number in range((TRIES + 1) // 2 if is_twice else TRIES):
            made_ready(room, before)
            first = 0 if is_twice else number % 2
            standing = Standing(room.database, chance.randint(1, asked[first]) if number % 5 != 4 else 0)
            one, other = pair[first], pair[1 - first]
            said = at_once(lambda s=standing, do=one: s.first(do), lambda s=standing, do=other: s.second(do))
            said = said if first == 0 else said[::-1]
            state = left(room)
            apart = [
                "\n".join([f"{said} ≠ {words}"] * (not says_the_same(said, words)) + differences(order, state))
                for words, order in orders
            ]
            if "" not in apart:
                faults.append(f"{told_of}, stood at {standing.at}: {said}\n" + "\n\n".join(apart)[:3000])
                break
    assert not faults, "\n\n".join(faults)
    if len(pairs) == len(PAIRS):  # of some by chance an action may be there only after what forbids it
        wanted = {(what, action.__name__) for what, (_before, actions) in ABOUT.items() for action in actions}
        assert wanted <= done, f"never done, so that nothing is tried: {sorted(wanted - done)}"
