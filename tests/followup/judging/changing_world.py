"""A small register and ledger in which chance changes one thing after another, and all that is told of it."""

import io
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from contracts.plan.choices import Form
from contracts.plan.models import Category, CategoryLoyalty
from contracts.register.models import Contract, ContractPayerVolume, ContractVolume
from contracts.suppliers.models import SupplierIdentifier
from followup.judging import actions
from followup.judging.choices import Bucket
from followup.judging.models import (
    ClassificationRule,
    JudgedRow,
    KeyVerdict,
    RowJudgement,
    SpendMonth,
)
from followup.judging.reports import changes, standing
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.periods import Period
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_VERDICT = ("category", "area", "supplier", "contract", "bucket", "reason", "supplier_under_contract", "rule")


def load(*rows, name="reskontra.csv", header=make.LEDGER_HEADER):
    file = io.BytesIO(make.ledger_file(*rows, header=header))
    received = ledger_actions.receive_ledger_file(file=file, name=name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert done.status == LedgerImport.Status.LOADED, done.message
    actions.judge_changes(at=NOW)
    return done


def rejudge():
    return actions.judge_changes(at=NOW)


def whole_story():
    rows = JudgedRow.objects.order_by("ledger_import_id", "line_no")
    return {
        "rows": list(rows.values_list("ledger_import_id", "line_no", "sum_sek", "is_judged_by_hand", *_VERDICT)),
        "sums": sorted(SpendMonth.objects.values_list("key", "month", "sum_sek", "n", *_VERDICT), key=str),
        "keys": sorted(KeyVerdict.objects.values_list("key", "during", *_VERDICT), key=str),
        "volumes": sorted(
            ContractVolume.objects.values_list("contract", "month", "sum_sek", "cumulative_sek", "above_ceiling")
        ),
        "payers": sorted(ContractPayerVolume.objects.values_list("contract", "month", "payer", "sum_sek")),
        "loyalty": sorted(
            CategoryLoyalty.objects.values_list("category", "month", "on_contract_sek", "purchasable_sek")
        ),
    }


def summed_by_view():
    """What the sums must be: every row that counts with what the view says of it."""
    grouped = JudgedRow.objects.order_by().values_list("key", "month", "is_judged_by_hand", *_VERDICT)
    return sorted(grouped.annotate(Sum("sum_sek"), Sum("n")), key=str)


def sums_as_kept():
    kept = SpendMonth.objects.values_list("key", "month", "is_judged_by_hand", *_VERDICT, "sum_sek", "n")
    return sorted(kept, key=str)


class World:
    """A small register and ledger in which chance changes one thing after another."""

    def __init__(self, seed, *, tells_service=True):
        self.chance = random.Random(seed)
        self.tells_service = tells_service
        self.number = 0
        self.month = 1
        self.by = make.user()
        self.areas = [make.area(), make.area("IFO-JOUR"), make.area("FO-LSS", subcategory="FO")]
        self.suppliers = [make.supplier(f"Prov {n}", make.ORG_NUMBERS[n]) for n in range(4)]
        self.imports = []

    def next(self, prefix):
        self.number += 1
        return f"{prefix}-{self.number}"

    def day(self):
        return date(2026, 1, 1) + timedelta(days=self.chance.randrange(300))

    def load(self):
        one = self.chance.choice
        month, self.month = self.month, self.month + 1
        rows = [
            make.ledger_row(
                f"{one(('', '', '-'))}{self.chance.randrange(1, 900)},{self.chance.randrange(10, 99)}",
                f"2026-{month:02}-{self.chance.randrange(1, 28):02}",
                org_number=one([*make.ORG_NUMBERS[:5], "", "10004007"]),
                name=one(["Prov", "Annan"]),
                account=one(["4631", "4632", "4700"]),
                unit=one(["SN", "VON"]),
                invoice=one(["", "F1", "F2", "F3", "F4", "F5"]),
                contract=one(["", "", "", "A-1", "A-2", "A-9"]),
                voucher=f"V{n}",
                service=one(["", "", self.day()]) if self.tells_service else "",
            )
            for n in range(25)
        ]
        self.imports.append(load(*rows, name=f"{month}.csv", header=make.SERVICE_HEADER))

    def contract(self):
        first = self.day()
        make.contract(
            self.next("A"),
            supplier=self.chance.choice(self.suppliers),
            areas=self.chance.sample(self.areas, self.chance.choice((1, 1, 2))),
            valid_from=first,
            until=self.chance.choice((None, first + timedelta(days=90))),
            form=self.chance.choice((Form.FRAMEWORK, Form.DIRECT_AWARD)),
            ceiling_sek=self.chance.choice((None, Decimal(500))),
        )

    def some(self, model):
        found = list(model.objects.order_by("pk"))
        return self.chance.choice(found) if found else None

    def change_contract(self):
        if one := self.some(Contract):
            one.terminated_on = one.valid_from + timedelta(days=self.chance.randrange(1, 60))
            one.supplier = self.chance.choice(self.suppliers)
            one.ceiling_sek = self.chance.choice((None, Decimal(100)))
            one.save()
            one.areas.set([self.chance.choice(self.areas)])

    def delete_contract(self):
        if one := self.some(Contract):
            one.areas.clear()
            one.delete()

    def rule(self):
        account = self.chance.choice(["4631", "4632", ""])
        exclusion = self.chance.choice(["", "SiS"])
        area = None if exclusion else self.chance.choice([None, *self.areas])
        category = None if exclusion else (area.category if area else make.category(self.chance.choice(["IFO", "FO"])))
        rule = ClassificationRule(
            buyer=make.buyer(),
            account_from=account,
            account_to=account,
            unit=self.chance.choice(["", "SN"]),
            category=category,
            area=area,
            exclusion=exclusion,
        )
        tried = actions.try_rule(rule=rule, by=self.by, at=NOW)
        rejudge()
        before = Told(self.by)
        actions.save_rule(rule=rule, by=self.by, at=NOW)
        rejudge()
        assert rule.order == tried.place
        before.hold(tried, Told(self.by))
        assert (tried.rows, tried.sum_sek) == decided_by(rule)

    def move_rule(self):
        if one := self.some(ClassificationRule):
            rules = ClassificationRule.objects.filter(buyer=one.buyer).order_by("order", "pk")
            was = list(rules.values_list("pk", flat=True))
            order = self.chance.sample(was, len(was))
            period = Period(date(2026, 1, 1), date(2026, self.chance.choice((3, 12)), 31))
            tried = actions.try_order(buyer=one.buyer, order=order, was=was, period=period, by=self.by, at=NOW)
            rejudge()
            before = Told(self.by, period)
            actions.order_rules(buyer=one.buyer, order=order, was=was, by=self.by, at=NOW)
            rejudge()
            after = Told(self.by, period)
            before.hold(tried, after)
            assert tried.by_rule == {
                rule: (more.rows, more.sum_sek) for rule, more in after.less(before, of=by_rule).items()
            }

    def remove_rule(self):
        if one := self.some(ClassificationRule):
            tried = actions.try_removal(rule=one, by=self.by, at=NOW)
            rejudge()
            before = Told(self.by)
            assert (tried.rows, tried.sum_sek) == decided_by(one)
            actions.remove_rule(rule=one, by=self.by, at=NOW)
            rejudge()
            before.hold(tried, Told(self.by))

    def place_rule(self):
        if one := self.some(ClassificationRule):
            place = self.chance.randrange(1, 8)
            tried = actions.try_rule(rule=one, by=self.by, at=NOW, place=place)
            rejudge()
            before = Told(self.by)
            actions.save_rule(rule=one, by=self.by, at=NOW, place=place)
            rejudge()
            assert one.order == tried.place
            before.hold(tried, Told(self.by))
            assert (tried.rows, tried.sum_sek) == decided_by(one)

    def identify(self):
        if not SupplierIdentifier.objects.filter(value="10004007").exists():
            make.SupplierIdentifier.objects.create(
                supplier=self.chance.choice(self.suppliers),
                scheme="SUPPLIER_NUMBER",
                value="10004007",
                buyer=make.buyer(),
            )

    def deviation(self):
        make.deviation(self.next("AVS"), supplier=self.chance.choice(self.suppliers), valid_from=self.day())

    def judge_by_hand(self):
        if self.imports:
            done = self.chance.choice(self.imports)
            line = self.chance.randrange(2, 27)
            known = RowJudgement.objects.filter(ledger_import=done, line_no=line).first()
            judgement = known or RowJudgement(ledger_import=done, line_no=line)
            judgement.category, judgement.exclusion = self.chance.choice([(make.category(), ""), (None, "För hand")])
            actions.judge_row(judgement=judgement, by=self.by, at=NOW)

    def move_area(self):
        area = self.chance.choice(self.areas)
        area.category = make.category(self.chance.choice(["IFO", "FO"]))
        area.save()
        ClassificationRule.objects.filter(area=area).update(category=area.category)

    def go_on(self):
        ways = (
            self.contract,
            self.change_contract,
            self.delete_contract,
            self.rule,
            self.move_rule,
            self.place_rule,
            self.remove_rule,
        )
        self.chance.choice(
            (*ways, self.identify, self.deviation, self.judge_by_hand, self.judge_by_hand, self.move_area)
        )()


@dataclass
class Much:
    """Rows and kronor."""

    rows: int = 0
    sum_sek: Decimal = Decimal(0)

    def add(self, rows, sum_sek):
        self.rows += rows
        self.sum_sek += sum_sek

    def __bool__(self):
        return bool(self.rows or self.sum_sek)


def by_rule(row):
    return row["rule"]


class Told:
    """What stands: each row as it is judged, the sums, and the measures."""

    def __init__(self, by, period=None):
        rows, sums = JudgedRow.objects.filter(buyer=make.buyer()), SpendMonth.objects.filter(buyer=make.buyer())
        if period is not None:
            rows, sums = rows.in_period(period), sums.in_period(period)
        names = {None: "", **{pk: f"{name}, " for pk, name in Category.objects.values_list("pk", "name")}}
        self.rows = {
            (row["ledger_import"], row["line_no"]): row
            for row in rows.order_by().values(
                "ledger_import", "line_no", "category", "area", "bucket", "rule", "sum_sek", "key", "month"
            )
        }
        for row in self.rows.values():
            row["words"] = f"{names[row['category']]}{Bucket(row['bucket']).label.lower()}"
        self.sums = list(sums.values("category", "bucket", "rule", "sum_sek", "n"))
        self.names = names
        self.measures = standing(make.buyer(), user=by, on=NOW.date())

    def less(self, before, *, of):
        """What each has more of than before, by the sums."""
        found = defaultdict(Much)
        for told, sign in ((self, 1), (before, -1)):
            for row in told.sums:
                if of(row) is not None:
                    found[of(row)].add(sign * row["n"], sign * row["sum_sek"])
        return {name: more for name, more in found.items() if more}

    def hold(self, tried, after):
        """What a trial said is what has come true since: row by row, in the sums, and in the measures."""
        moved, expected = Much(), defaultdict(Much)
        for name, row in after.rows.items():
            was = self.rows[name]
            if was["words"] != row["words"]:
                expected[was["words"], row["words"]].add(1, row["sum_sek"])
            if (was["words"], was["area"]) != (row["words"], row["area"]):
                moved.add(1, row["sum_sek"])
        steps = {(each.was, each.becomes): Much(each.rows, each.sum_sek) for each in tried.steps}
        assert steps == expected
        in_sums = defaultdict(Much)
        for (was, becomes), much in steps.items():
            in_sums[was].add(-much.rows, -much.sum_sek)
            in_sums[becomes].add(much.rows, much.sum_sek)

        def words(row):
            return f"{self.names[row['category']]}{Bucket(row['bucket']).label.lower()}"

        assert {name: more for name, more in in_sums.items() if more} == after.less(self, of=words)
        if hasattr(tried, "moved_rows"):
            assert (tried.moved_rows, tried.moved_sek) == (moved.rows, moved.sum_sek)
        assert tried.measures == changes(self.measures, after.measures)


def decided_by(rule):
    found = SpendMonth.objects.filter(rule=rule).aggregate(rows=Sum("n"), total=Sum("sum_sek"))
    return found["rows"] or 0, found["total"] or Decimal(0)
