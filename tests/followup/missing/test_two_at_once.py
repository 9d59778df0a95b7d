"""Two who ask the same unit, or answer the same question, in one moment: it is done once."""

import pytest

from followup.missing import actions
from followup.missing.models import DeviationQuestion, OwnUnit
from tests import factories as make
from tests.at_once import at_once
from tests.followup.missing.test_missing import NOW, asked, load, outside

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_ask_or_answer_in_one_moment_do_it_once():
    make.supplier("Utan AB", make.ORG_NUMBERS[1])
    make.rules()
    load(outside("150,00"))
    people = make.user("kategoriledare"), make.user("controller")
    at_once(*(lambda by=person: asked(by) for person in people))
    assert (OwnUnit.objects.count(), DeviationQuestion.objects.count()) == (1, 1)
    question = DeviationQuestion.objects.get()
    said = at_once(
        *(
            lambda by=person: actions.answer_question(
                question_id=question.pk, answer="NONE", words=f"Svar av {by}", by=by, at=NOW
            )
            for person in people
        )
    )
    question.refresh_from_db()
    assert question.words == f"Svar av {question.answered_by}"
    assert sum(isinstance(each, actions.AlreadyAnswered) for each in said) == 1
