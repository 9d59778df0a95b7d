"""Two who look for flags, or judge the same one, in one moment: it is done once."""

import pytest

from followup.flags import actions
from followup.flags.models import Flag
from followup.reviews.models import Finding
from tests import factories as make
from tests.at_once import at_once
from tests.followup.flags.planted import NOW, PLANTS, clean, clean_rows, load, plant

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_look_or_judge_in_one_moment_do_it_once():
    clean()
    plant()
    load(*clean_rows(), *PLANTS["SAME_NUMBER"]())
    at_once(*[lambda: actions.compute_flags(buyer_id=make.buyer().pk, at=NOW)] * 2)
    flag = Flag.objects.get(kind="SAME_NUMBER")
    people = make.user("kategoriledare"), make.user("controller")
    said = at_once(
        *(
            lambda by=person: actions.close_flag(
                flag_id=flag.pk, outcome="CONFIRMED", reason=f"Sagt av {by}", by=by, at=NOW
            )
            for person in people
        )
    )
    flag.refresh_from_db()
    assert flag.closed_reason == f"Sagt av {flag.closed_by}"
    assert Finding.objects.count() == 1
    assert sum(isinstance(each, actions.FlagClosed) for each in said) == 1
