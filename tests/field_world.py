"""One of everything that a review has from the field, and that a contract has of key figures and of other
municipalities: for the worlds that the house is tried on.
"""

import io
from datetime import UTC, date, datetime, time
from uuid import uuid4

from PIL import Image

from contracts.documents.actions import keep_file
from followup.field.models import (
    ContractKpi,
    GateCount,
    GroupCompany,
    KpiValue,
    PayslipCheck,
    ReviewPhoto,
    SentAnswer,
    SheetRow,
)
from followup.joint.models import JointReview
from followup.reviews.models import ReviewAnswer

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def seen_in_the_field(review, *, by, words="Prov"):
    """All of it, each with the words where it has any."""
    answer = review.answers.order_by("order", "pk").first() or ReviewAnswer.objects.create(
        review=review, order=1, text=words, answer="MET", comment=words
    )
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    photo = ReviewPhoto(client_id=uuid4(), review=review, answer=answer, caption=words)
    keep_file(photo, file=picture, name="b.png", by=by, at=NOW)
    photo.save()
    kpi = ContractKpi.objects.create(contract=review.contract, name=words, definition=words, target=1)
    span = {"on": date(2026, 10, 1), "begins": time(7), "ends": time(8)}
    return [
        photo,
        SentAnswer.objects.create(client_id=uuid4(), answer=answer, sent_by=by, sent_at=NOW),
        SheetRow.objects.create(review=review, kind="CASE_FILE", reference="A-1", topic=words, said=words),
        GateCount.objects.create(review=review, seen=2, registered=1, note=words, **span),
        PayslipCheck.objects.create(
            review=review, month=date(2026, 9, 1), hours=1, pay_sek=1, agreed_sek=2, is_under=True,
            delete_on=date(2027, 3, 1),
        ),
        GroupCompany.objects.create(review=review, org_number="5566778899", name=words, year=2025),
        kpi,
        KpiValue.objects.create(kpi=kpi, quarter=date(2026, 7, 1), value=1),
        JointReview.objects.create(
            contract=review.contract, municipality=words, planned_on=date(2026, 9, 1), told_on=date(2026, 9, 1)
        ),
    ]  # fmt: skip
