"""Plain valid objects with fixed values: a test names what matters to it and gets a valid rest."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pgtrigger
from django.contrib.auth.models import Group

from activities.activities.models import Activity
from activities.plan.models import CategoryPlan, EffectGoal
from contracts.files import actions as file_actions
from contracts.index.models import IndexSeries, IndexValue
from contracts.law.choices import PermitNeed
from contracts.law.models import PermitRule
from contracts.law.reference import load_law
from contracts.plan.choices import Form, PriceModel
from contracts.plan.models import Category, ContractArea
from contracts.prices.models import ClauseComponent, Price, PriceClause, PriceItem
from contracts.register.models import Contract, ContractPayerVolume, ContractVolume, Framework
from contracts.suppliers.models import Supplier, SupplierIdentifier
from followup.judging.models import ClassificationRule
from followup.measures.models import Measure
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.people.models import Membership, Organization, User
from procurement.deviations.choices import LegalGround
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.models import Placement
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Project

ORG_NUMBERS = ("5566778899", "5560360793", "5565475489", "5561552760", "2021005448", "5564594538", "5569224644")


def buyer(**values):
    return Organization.objects.get_or_create(
        org_number=values.pop("org_number", "2120000068"), defaults={"name": "Huddinge kommun", **values}
    )[0]


def user(role="kategoriledare", *, username=None, at=None, **values):
    person = User.objects.create_user(username or role, password="demo", **values)
    if role:
        Membership.objects.create(user=person, buyer=at or buyer(), role=Group.objects.get(name=role))
    return person


def role(person, name, *, at=None):
    """The person as he is with one more role: what he was asked before is not remembered."""
    Membership.objects.create(user=person, buyer=at or buyer(), role=Group.objects.get(name=name))
    return User.objects.get(pk=person.pk)


def category(code="IFO", *, parent="VO", of=None):
    of = of or buyer()
    above = category(parent, parent=None, of=of) if parent else None
    return Category.objects.get_or_create(buyer=of, code=code, defaults={"name": code, "parent": above})[0]


def area(code="IFO-HVB", *, subcategory="IFO", of=None, permit=PermitNeed.NOT_REQUIRED, **values):
    """One that needs no permit. `permit` is another need, null for no rule, or the day it is needed from."""
    values = {"name": code, "form": Form.FRAMEWORK, "price_model": PriceModel.TENDERED, **values}
    made, new = ContractArea.objects.get_or_create(
        category=category(subcategory, of=of, parent=None if subcategory == "VO" else "VO"),
        code=code,
        defaults=values,
    )
    if new and isinstance(permit, date):
        permit_rule(made, PermitNeed.NOT_REQUIRED)
        permit_rule(made, PermitNeed.REQUIRED, permit)
    elif new and permit is not None:
        permit_rule(made, permit)
    return made


def permit_rule(of, need, valid_from=None, **values):
    values = {"ground": "SoL 26 kap. 1 §" if need == PermitNeed.REQUIRED else "", "source": "IVO", **values}
    return PermitRule.objects.create(area=of, need=need, valid_from=valid_from, **values)


def law():
    """The law's figures as they are brought in to begin with."""
    load_law(buyer=buyer(), at=datetime(2026, 1, 1, tzinfo=UTC))


def supplier(name="Provhem AB", org_number=ORG_NUMBERS[0], **values):
    made = Supplier.objects.create(name=name, org_number=org_number, **values)
    if org_number:
        SupplierIdentifier.objects.create(supplier=made, scheme=SupplierIdentifier.Scheme.ORG_NUMBER, value=org_number)
    return made


def framework(number="R-1", areas=(), **values):
    values = {
        "buyer": buyer(),
        "title": "Provomgång",
        "form": Form.FRAMEWORK,
        "valid_from": date(2026, 1, 1),
        "initial_until": date(2026, 12, 31),
        **values,
    }
    made = Framework.objects.create(number=number, **values)
    made.areas.set(areas or [area(of=made.buyer)])
    return made


def contract(number="A-1", *, areas=None, until=date(2026, 12, 31), **values):
    values = {
        "buyer": buyer(),
        "title": "Provavtal",
        "form": Form.FRAMEWORK,
        "price_model": PriceModel.TENDERED,
        "status": Contract.Status.SIGNED,
        "valid_from": date(2026, 1, 1),
        "initial_until": until,
        **values,
    }
    values["supplier"] = values.get("supplier") or supplier()
    made = Contract.objects.create(number=number, **values)
    made.areas.set([area(of=made.buyer)] if areas is None else areas)
    made.refresh_from_db()
    return made


def deviation(number="AVS-1", *, by=None, approver=None, approved_on=date(2026, 1, 1), **values):
    of = values.get("buyer") or buyer()
    values = {"buyer": of, "category": category(of=of), "valid_from": date(2026, 1, 1), **values}
    asker = by or User.objects.get_or_create(username="begar")[0]
    if values.get("contract") is None and "area" not in values:
        code = values["category"].code
        values["area"] = area(subcategory=code, of=of) if code == "IFO" else area(f"{code}-X", subcategory=code, of=of)
    made = Placement.objects.create(number=number, requested_by=asker, **values)
    if made.contract_id is None:
        form(made)
        if approved_on:
            approved(made, by=approver, on=approved_on)
    return made


def form(placement, **values):
    values = {
        "need": "Provbehov",
        "reason": "NOT_MET",
        "ground": "LOW_VALUE",
        "expected_value_sek": 100_000,
        "asker_is_unbiased": True,
        "asked_at": datetime(2026, 1, 1, 9, tzinfo=UTC),
        **values,
    }
    if placement.area_id is not None:
        return Deviation.objects.create(placement=placement, **values)
    with pgtrigger.ignore("procurement.Deviation:deviation_has_an_area"):  # as what was asked for before it had to
        return Deviation.objects.create(placement=placement, **values)


def delegation(of=None, *, role_name="verksamhetschef", ground="LOW_VALUE", **values):
    values = {"registry_number": "SN-2020/1", "valid_from": date(2000, 1, 1), **values}
    group = Group.objects.get(name=role_name)
    found = Delegation.objects.filter(buyer=of or buyer(), role=group, ground=ground).first()
    return found or Delegation.objects.create(buyer=of or buyer(), role=group, ground=ground, **values)


def delegations(of=None, *roles, **values):
    """That roles may decide on everything: all that approve, when none is named."""
    names = roles or ("gruppledare", "verksamhetschef", "upphandlingschef", "kategoriledare")
    return [delegation(of, role_name=name, ground=ground, **values) for name in names for ground in LegalGround]


def approved(placement, *, by=None, on=date(2026, 1, 1)):
    """As approving leaves a deviation, without its checks."""
    decider = by or User.objects.get_or_create(username="godkanner")[0]
    order = delegation(placement.buyer)
    Membership.objects.get_or_create(user=decider, buyer=placement.buyer, role=order.role)
    Deviation.objects.filter(placement=placement).update(
        outcome="APPROVED",
        decided_by=decider,
        decided_at=datetime.combine(on, time(12), tzinfo=UTC),
        decided_as=order.role,
        delegation=order,
        decider_is_unbiased=True,
    )
    placement.approved_by, placement.approved_on = decider, on
    placement.save(update_fields=["approved_by", "approved_on"])
    return placement


def plan(**values):
    root = values.pop("category", None) or category("VO", parent=None)
    values = {"title": "Provplan", "decided_by": "Kommunstyrelsen", "valid_until": date(2027, 5, 31), **values}
    made, new = CategoryPlan.objects.get_or_create(category=root, valid_from=date(2023, 6, 1), defaults=values)
    if new:
        EffectGoal.objects.create(plan=made, number=1, name="Provmål", target_areas="Ekonomi")
    return made


def activity(number="2.1", **values):
    values = {"title": "Provaktivitet", "responsible": "Kategoriledare (KSF)", "priority": 1, **values}
    return Activity.objects.create(plan=values.pop("plan", None) or plan(), number=number, **values)


def measure(code="X", **values):
    of = values.pop("plan", None) or plan()
    values = {"name": "Provmått", "goal": of.effect_goals.first(), **values}
    return Measure.objects.create(plan=of, code=code, **values)


def need(name="HVB-hem", year=2026, **values):
    return PlannedNeed.objects.create(**{"buyer": buyer(), "name": name, "year": year, **values})


def project(number="UPP-1", *, areas=None, **values):
    values = {"buyer": buyer(), "title": "Provupphandling", "contract_start": date(2027, 1, 1), **values}
    made = Project.objects.create(number=number, **values)
    made.areas.set([area(of=made.buyer)] if areas is None else areas)
    return made


LEDGER_HEADER = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
    "fakturanummer;grund;avtal;kommun_id;s_kod_nr"
)
SERVICE_HEADER = f"{LEDGER_HEADER};fakturaperiodslut"


def rules():
    """Two that sort a ledger: one account is left out, and a range of them is IFO."""
    sort = ClassificationRule.objects.create
    sort(buyer=buyer(), order=1, account_from="4513", account_to="4513", exclusion="Försäkringskassan")
    sort(buyer=buyer(), order=2, account_from="4631", account_to="4639", category=category("IFO"))


def ledger_row(
    amount="1000,00",
    on="2026-03-01",
    *,
    org_number=ORG_NUMBERS[0],
    name="Provhem AB",
    account="4631",
    unit="Socialförvaltningen",
    invoice="",
    contract="",
    buyer_number="2120000068",
    voucher="V1",
    service=None,
):
    """One line of a ledger file as specified in 1.1; with a day of service under SERVICE_HEADER."""
    supplier = (voucher, name, org_number, account, "Vård")
    rest = (invoice, "", contract, "0126", "")
    served = () if service is None else (str(service),)
    return ";".join((buyer_number, "Huddinge kommun", *supplier, str(amount), str(on), unit, *rest, *served))


def ledger_file(*rows, header=LEDGER_HEADER):
    return "\n".join([header, *rows, ""]).encode()


def money(text):
    return Decimal(text)


def series(code="LCI-ARB-Q", **values):
    values = {
        "name": code,
        "kind": "LCI",
        "base": "2008=100",
        "frequency": "QUARTER",
        "classification": "SNI 2007",
        "letter": "Q",
        **values,
    }
    if values["kind"] != "LCI":
        values |= {"classification": "", "letter": ""}
    return IndexSeries.objects.get_or_create(code=code, defaults=values)[0]


def index_value(of, period, value, status="FINAL", **values):
    last = IndexValue.objects.filter(series=of, period=period, status=status).count()
    return IndexValue.objects.create(
        series=of,
        period=period,
        first_on=IndexPeriod.parse(period).first,
        status=status,
        value=Decimal(str(value)),
        revision=last + 1,
        **{"fetched_at": "2026-11-01T00:00:00Z", "source": "prov", **values},
    )


def clause(parts, **values):
    """A clause and its basket: (series, weight, base period, base value) and perhaps more of a component's fields."""
    made = PriceClause.objects.create(**values)
    ClauseComponent.objects.bulk_create(
        ClauseComponent(
            clause=made, series=of, weight=Decimal(weight), base_period=period, base_value=Decimal(value), **rest
        )
        for of, weight, period, value, *more in parts
        for rest in [more[0] if more else {}]
    )
    return made


def price(amount="1850.00", *, of, item="Vårddygn", per="DAY", valid_from=date(2025, 1, 1), **values):
    key = {"area": of} if isinstance(of, ContractArea) else {"contract": of}
    facts = {name: values.pop(name) for name in ("unit", "yearly_quantity") if name in values}
    row, _ = PriceItem.objects.get_or_create(name=item, per=per, **key, defaults=facts)
    return Price.objects.create(
        item=row,
        amount_sek=Decimal(amount),
        valid_from=valid_from,
        **{"entered_at": "2025-01-01T00:00:00Z", **values},
    )


def bought(of, months, amount="10000.00", payer="Socialförvaltningen"):
    """What was bought on a contract each of some months, as followup publishes it."""
    for month in months:
        held, _ = ContractVolume.objects.get_or_create(
            contract=of, month=month, defaults={"sum_sek": 0, "cumulative_sek": 0, "updated_at": "2026-11-01T00:00:00Z"}
        )
        held.sum_sek = Decimal(held.sum_sek) + Decimal(amount)
        held.save()
        ContractPayerVolume.objects.create(contract=of, month=month, payer=payer, sum_sek=Decimal(amount))


def price_file_to_confirm(*, buyer, by, at, sent_in_by=None):
    """A file of prices that a person has asked another to bring in; it raises the first price that there is."""
    line = PriceItem.objects.filter(contract__buyer=buyer, unit=None).order_by("pk").first()
    rows = (
        "avtalsnummer;artikel;enhet;pris;giltigt_fran\n" + f"{line.contract.number};{line.name};dygn;99999;2027-02-01\n"
    )
    made = file_actions.receive_register(
        kind="PRICES", buyer=buyer, file=io.BytesIO(rows.encode()), name="priser.csv", by=sent_in_by or by, at=at
    )
    return file_actions.ask_for_register(register_import=made, why="Prov", by=by, at=at)
