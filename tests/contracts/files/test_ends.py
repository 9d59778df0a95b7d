"""A register read in again: it may say the first end or the one that holds now, and never adds an option once more."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.files import actions
from contracts.files.imports import UnreadableFile
from contracts.files.registers import RegisterRefused
from contracts.register.models import Contract, Framework
from contracts.terms.models import ExtensionOption, duration_of
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
FIRST, END, EXTENDED = date(2022, 1, 1), date(2026, 12, 31), date(2027, 12, 31)  # 60 months, and 72


def contracts_file(*, ends, number="A-1", rounds="R-1", **columns):
    head = ["avtalsnummer", "rubrik", "leverantor", "leverantor_id", "avtalsomrade", "form", "prismodell"]
    cells = [number, "Provavtal", "Provhem AB", make.ORG_NUMBERS[0], "IFO-HVB", "ramavtal", "anbud"]
    more = {"giltigt_fran": FIRST, **ends, "takvolym": "", "omgang": rounds, **columns}
    return ";".join([*head, *more]) + "\n" + ";".join(map(str, [*cells, *more.values()])) + "\n"


def rounds_file(*, ends):
    more = {"giltigt_fran": FIRST, **ends, "takvolym": "", "avropsordning": "", "diarienummer": ""}
    head = ["omgang", "rubrik", "avtalsomrade", "form", *more]
    return (
        ";".join(head) + "\n" + ";".join(map(str, ["R-1", "Provomgång", "IFO-HVB", "ramavtal", *more.values()])) + "\n"
    )


@pytest.fixture
def bring(by):
    make.area()

    def bring(text, *, kind="CONTRACTS"):
        """Receive, look and bring in: the look before, and the import."""
        received = actions.receive_register(
            kind=kind, buyer=make.buyer(), file=SimpleUploadedFile("a.csv", text.encode()), name="a.csv", by=by, at=AT
        )
        preview = actions.preview_register(register_import=received, by=by, at=AT)
        return preview, actions.apply_register(register_import=received, by=by, at=AT)

    return bring


def option(by, number=1, months=12, decided=date(2026, 5, 1), **of):
    return ExtensionOption.objects.create(
        number=number, months=months, decide_by=date(2026, 6, 30), decided_on=decided, decided_by=by, **of
    )


@pytest.fixture(params=["contract", "framework"])
def extended(request, by):
    """A contract of 60 months under a round, lengthened by 12: by its own option, or by its round's."""
    round_ = make.framework("R-1", valid_from=FIRST, initial_until=END)
    contract = make.contract("A-1", framework=round_, valid_from=FIRST, until=END, supplier=make.supplier())
    option(by, **{request.param: contract if request.param == "contract" else round_})
    contract.refresh_from_db()
    assert contract.ends_on == EXTENDED
    return contract


@pytest.mark.parametrize(
    "ends",
    [
        {"giltigt_till": EXTENDED},
        {"giltigt_till": END},  # a register that knows no options goes on saying what it said
        {"ursprunglig_avtalstid_till": END},
        {"ursprunglig_avtalstid_till": END, "giltigt_till": EXTENDED},
        {"ursprunglig_avtalstid_till": END, "giltigt_till": ""},
        {"ursprunglig_avtalstid_till": "", "giltigt_till": EXTENDED},
    ],
)
def test_sixty_and_twelve_are_seventy_two_also_when_the_register_is_read_in_again(extended, bring, ends):
    preview, done = bring(contracts_file(ends=ends))
    assert (done.created, done.changed, done.unchanged) == (0, 0, 1)
    extended.refresh_from_db()
    assert (extended.initial_until, extended.ends_on) == (END, EXTENDED)
    (difference,) = preview.differences
    details = dict(difference.details)
    assert details["Slutar"] == "2027-12-31"
    assert "12 mån, t.o.m. 2027-12-31" in details["Beslutade optioner"]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (
            {"giltigt_till": "2028-12-31"},
            "Förlängd t.o.m. 2027-12-31; ange det första slutet i ursprunglig_avtalstid_till",
        ),
        (
            {"giltigt_till": "2027-06-30"},
            "Förlängd t.o.m. 2027-12-31; ange det första slutet i ursprunglig_avtalstid_till",
        ),
        ({"ursprunglig_avtalstid_till": END, "giltigt_till": END}, "slutar det 2027-12-31, och inte 2026-12-31"),
    ],
)
def test_an_end_that_cannot_be_told_is_refused_with_the_reason_and_nothing_is_changed(extended, bring, ends, words):
    with pytest.raises(RegisterRefused) as refusal:
        bring(contracts_file(ends=ends))
    (error,) = refusal.value.errors
    assert (error.line, error.column) == (2, "giltigt_till")
    assert words in error.reason
    extended.refresh_from_db()
    assert (extended.initial_until, extended.ends_on) == (END, EXTENDED)


def test_another_first_end_moves_the_end_and_the_look_before_names_both_and_the_options(extended, bring):
    preview, done = bring(contracts_file(ends={"ursprunglig_avtalstid_till": "2026-06-30", "giltigt_till": ""}))
    assert done.changed == 1
    (difference,) = preview.differences
    changes = {name: (old, new) for name, old, new in difference.changes}
    assert changes["ursprunglig avtalstid till och med"] == ("2026-12-31", "2026-06-30")
    extended.refresh_from_db()
    assert dict(difference.details)["Slutar"] == str(extended.ends_on)


def test_a_contract_without_options_ends_as_the_file_says_whichever_column_says_it(bring):
    bring(contracts_file(ends={"giltigt_till": END}, rounds=""))
    _, done = bring(contracts_file(ends={"giltigt_till": "2027-06-30"}, rounds=""))
    assert done.changed == 1
    contract = Contract.objects.get()
    assert (contract.initial_until, contract.ends_on) == (date(2027, 6, 30), date(2027, 6, 30))
    bring(contracts_file(ends={"giltigt_till": ""}, rounds=""))
    assert Contract.objects.get().ends_on is None


def test_a_terminated_contract_whose_row_says_its_last_day_is_unchanged(extended, bring):
    Contract.objects.filter(pk=extended.pk).update(terminated_on=date(2026, 3, 31))
    _, done = bring(contracts_file(ends={"giltigt_till": "2026-03-31"}))
    assert done.unchanged == 1


def test_a_contract_that_renews_itself_and_one_that_follows_its_round_are_unchanged_by_the_end_as_it_is(by, bring):
    round_ = make.framework("R-1", valid_from=FIRST, initial_until=END)
    supplier = make.supplier()
    make.contract("A-1", framework=None, valid_from=FIRST, until=END, supplier=supplier, renewal_months=12)
    make.contract("A-2", framework=round_, valid_from=FIRST, until=None, supplier=supplier)
    option(by, framework=round_)
    assert bring(contracts_file(ends={"giltigt_till": ""}, rounds=""))[1].unchanged == 1
    for ends in (
        {"giltigt_till": EXTENDED},
        {"giltigt_till": ""},
        {"ursprunglig_avtalstid_till": "", "giltigt_till": EXTENDED},
    ):
        assert bring(contracts_file(ends=ends, number="A-2"))[1].unchanged == 1
    assert list(Contract.objects.order_by("number").values_list("initial_until", flat=True)) == [END, None]


def test_a_new_contract_under_a_lengthened_round_says_its_first_end_or_is_refused(by, bring):
    round_ = make.framework("R-1", valid_from=FIRST, initial_until=END)
    option(by, framework=round_)
    with pytest.raises(RegisterRefused) as refusal:
        bring(contracts_file(ends={"giltigt_till": EXTENDED}, number="A-9"))
    assert "skulle det sluta 2028-12-31" in refusal.value.errors[0].reason
    bring(contracts_file(ends={"ursprunglig_avtalstid_till": END, "giltigt_till": EXTENDED}, number="A-9"))
    bring(contracts_file(ends={"ursprunglig_avtalstid_till": "", "giltigt_till": EXTENDED}, number="A-8"))
    found = Contract.objects.order_by("number").values_list("number", "initial_until", "ends_on")
    assert list(found) == [("A-8", None, EXTENDED), ("A-9", END, EXTENDED)]


def test_a_round_read_in_again_with_its_end_as_it_is_now_is_unchanged_and_so_are_its_contracts(by, bring):
    round_ = make.framework("R-1", title="Provomgång", valid_from=FIRST, initial_until=END)
    contract = make.contract("A-1", framework=round_, valid_from=FIRST, until=None)
    option(by, framework=round_)
    for ends in ({"giltigt_till": EXTENDED}, {"ursprunglig_avtalstid_till": END, "giltigt_till": EXTENDED}):
        preview, done = bring(rounds_file(ends=ends), kind="FRAMEWORKS")
        assert done.unchanged == 1
        assert dict(preview.differences[0].details)["Slutar"] == "2027-12-31"
    with pytest.raises(RegisterRefused, match="1 fel"):
        bring(rounds_file(ends={"giltigt_till": "2029-12-31"}), kind="FRAMEWORKS")
    round_ = Framework.objects.get()
    contract.refresh_from_db()
    assert (round_.initial_until, duration_of(round_).ends_on(), contract.ends_on) == (END, EXTENDED, EXTENDED)


@pytest.mark.parametrize("kind", ["CONTRACTS", "FRAMEWORKS"])
def test_a_file_without_either_end_is_refused(bring, kind):
    text = contracts_file(ends={}) if kind == "CONTRACTS" else rounds_file(ends={})
    with pytest.raises(UnreadableFile, match="giltigt_till eller ursprunglig_avtalstid_till saknas"):
        bring(text, kind=kind)


@pytest.mark.parametrize("column", ["giltigt_till", "ursprunglig_avtalstid_till"])
def test_an_end_before_the_first_day_is_refused_in_its_column(bring, column):
    with pytest.raises(RegisterRefused) as refusal:
        bring(contracts_file(ends={column: "2021-12-31"}, rounds=""))
    assert [(each.column, each.value) for each in refusal.value.errors] == [(column, "2021-12-31")]


def test_our_own_lists_say_both_ends_by_the_names_that_files_are_read_in_by(extended, officer):
    for address in ("/avtal/", "/upphandlingsomgangar/"):
        text = b"".join(officer.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        head, line = text.strip().splitlines()[:2]
        cells = dict(zip(head.split(";"), line.split(";"), strict=True))
        assert cells["Ursprunglig avtalstid till"] == "2026-12-31"
        if address == "/avtal/" or extended.framework.options.exists():
            assert cells["Giltigt till"] == "2027-12-31"


def test_the_look_before_on_screen_says_what_the_end_becomes_and_which_options_are_in_it(extended, officer, by):
    text = contracts_file(ends={"ursprunglig_avtalstid_till": "2026-06-30"})
    received = actions.receive_register(
        kind="CONTRACTS",
        buyer=make.buyer(),
        file=SimpleUploadedFile("a.csv", text.encode()),
        name="a.csv",
        by=by,
        at=AT,
    )
    page = " ".join(officer.get(received.get_absolute_url()).content.decode().split())
    assert "Ursprunglig avtalstid till och med: 2026-12-31 → 2026-06-30" in page
    assert "Gäller till och med" not in page
    for words in ("Slutar", "Beslutade optioner"):
        assert words in page
