"""Every component in each of its states, on one page, for those who build with them. All that it shows is made up."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import django_tables2 as tables
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.generic import TemplateView

from contracts.terms.rules import Notice, ceiling_use
from followup.judging.choices import Bucket
from huddinge_vo.common.charts.gantt import Gantt, Work, gantt
from huddinge_vo.common.charts.heat import Heat, HeatCell, HeatRow
from huddinge_vo.common.charts.months import Month, calendar_of
from huddinge_vo.common.charts.tile_map import Square, tile_map
from huddinge_vo.common.charts.treemap import Group, Level, Part, treemap
from huddinge_vo.common.charts.trends import loyalty_trend
from huddinge_vo.common.pages.filters import Chip
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, Table
from huddinge_vo.common.periods import add_months
from huddinge_vo.common.templatetags.components import declared
from huddinge_vo.common.untyped import Context, PassedOn
from huddinge_vo.menu import Item

_ANYBODY = "followup.view_duty"  # each role has it
_COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
_DAY, _LATER = date(2026, 3, 2), date(2027, 12, 31)
_TIME = datetime(2026, 3, 2, 13, 5, tzinfo=UTC)


class Gallery(PermissionRequiredMixin, TemplateView):
    """The page. A component that has no file under dev/gallery/ stops it."""

    permission_required = _ANYBODY
    template_name = "dev/gallery.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """With each component's own words and arguments, and the things that the examples are of."""
        context: Context = super().get_context_data(**kwargs)
        return {**context, **examples(self.request), "is_demo": True, "components": components()}


def _trend(title: str, *, narrow: bool = False) -> str:
    outcome = [SimpleNamespace(on=add_months(_DAY, n), value=Decimal(80 + n) / 100) for n in range(6)]
    targets = [SimpleNamespace(on=_DAY, value=Decimal("0.8")), SimpleNamespace(on=_LATER, value=Decimal("0.9"))]
    return loyalty_trend(
        series=outcome,
        targets=targets,
        forecast=(_LATER, Decimal("0.87")),
        title=title,
        description="Påhittade värden.",
        narrow=narrow,
    )


@permission_required(_ANYBODY)
def nothing(request: HttpRequest) -> HttpResponse:
    """What an example asks that would otherwise ask for news: there are none, and the page stays as it is."""
    return HttpResponse(status=204)


def names() -> list[str]:
    """All components."""
    return sorted(each.stem for each in _COMPONENTS.glob("*.html"))


def components() -> list[SimpleNamespace]:
    """Each component: its name, what it says of itself, its arguments, and the file with its states."""
    found = []
    for name in names():
        source = (_COMPONENTS / f"{name}.html").read_text(encoding="utf-8")
        words = " ".join(re.findall(r"^\{# (.*?) #\}$", source, re.MULTILINE))
        arguments = declared(engines["django"].get_template(f"components/{name}.html").template)  # type: ignore[attr-defined]  # Django's own
        found.append(
            SimpleNamespace(
                name=name, words=words, arguments=list(arguments.items()), template=f"dev/gallery/{name}.html"
            )
        )
    return found


class Thing:
    """Something with a name and a page, as a model has."""

    def __init__(self, words: str, **facts: object) -> None:
        self.words = words
        self.pk, self.get_absolute_url = 1, "#exempel"
        self.__dict__.update(facts)

    def __str__(self) -> str:
        return self.words


class ExampleForm(forms.Form):
    """Fields of the common kinds."""

    name = forms.CharField(label="Namn", help_text="Som det står i avtalet.")
    month = forms.ChoiceField(label="Månad", choices=[("1", "januari"), ("2", "februari")], required=False)
    sure = forms.BooleanField(label="Jag är säker", required=False)


class DayForm(forms.Form):
    """The day of a price list."""

    dag = forms.DateField(label="Dag", required=False)


class ExampleTable(Table):
    """A list of contracts."""

    noun = ("avtal", "avtal")
    caption = "Exempel på en lista"
    number = tables.Column(verbose_name="Nummer")
    valid_from = DateColumn(verbose_name="Från")
    sum_sek = MoneyColumn(verbose_name="Köpt, kr")


def examples(request: HttpRequest) -> Context:
    """What the examples are of, by the name that the gallery's templates have for it."""
    return {
        "day": _DAY,
        "registered": SimpleNamespace(registry_url="https://w3d3.example/1", registry_number="KS-2026/12"),
        "unnumbered": SimpleNamespace(registry_url="https://w3d3.example/1", registry_number=""),
        "unregistered": SimpleNamespace(registry_url="", registry_number=""),
        "amount": Decimal("1234567.50"),
        "form": ExampleForm(),
        "failed": _failed(),
        "columns": ["namn"],
        "kept": [("omrade", "1")],
        "narrowed": SimpleNamespace(
            form=ExampleForm(prefix="filter"),
            chips=[Chip("Område", "Jourhem", "?"), Chip("Till", "2026-12-31", "?")],
        ),
        "told": _told(),
        "job_progress": _job_progress(),
        "first_steps": _first_steps(all_done=False),
        "first_steps_done": _first_steps(all_done=True),
        "bulk_actions": [("Byt ansvarig", "/galleri/")],
        "bulk_choices": [("Klart", "/galleri/"), ("Påminn senare", "/galleri/"), ("Lämna över", "/galleri/")],
        "row_items": [("Priser", "#exempel"), ("Notera", "#exempel"), ("Besluta om option", "#exempel")],
        "bulk_undo": {"to": "/galleri/", "words": "12 avtal har fått en annan ansvarig."},
        "none_there": _table(request, 0, 1),
        "conflicts": [
            {"label": "titel", "stored": "Hem för vård", "typed": "Hem för vård eller boende"},
            {"label": "nummer i e-Avrop", "stored": "EA-2026-17", "typed": ""},
        ],
        "latest": SimpleNamespace(by="upphandlaren", at=_TIME),
        "changes": [
            SimpleNamespace(at=_TIME, by="upphandlaren", what="Avtal", field="titel", old="HVB", new="HVB, unga")
        ],
        "errors": [SimpleNamespace(line=7, column="belopp", value="12.x", reason="är inget belopp")],
        "few": _table(request, 3, 1),
        "many": _table(request, 60, 4),
        "buckets": _buckets(),
        "cards": _cards(),
        "approvals": _approvals(),
        "left_out": [SimpleNamespace(month=_DAY, why="månaden är inte slut")],
        "misread": SimpleNamespace(is_understood=False, not_understood=["Status", "Avtalsområde"]),
        "gantt": _gantt(),
        **_pictures(),
        **_of_contracts(),
        **_of_prices(),
        **_of_measures(),
    }


def _approvals() -> list[SimpleNamespace]:
    here = {"href": "#approvals", "elsewhere": False}
    away = {"href": "/galleri/", "elsewhere": True, "buyer": Thing("Annan kommun", pk=1)}
    return [
        SimpleNamespace(words="7 prisjusteringar väntar på ditt godkännande", **here),
        SimpleNamespace(words="1 avsteg väntar på ditt godkännande", **away),
    ]


def _first_steps(*, all_done: bool) -> SimpleNamespace:
    """The steps of somebody who is new, and of one who has taken them all."""
    steps = [("Läs in en reskontra", "Då syns vad som köps."), ("Gör en regel", "Då kommer köpen på sin plats.")]
    lines = [
        SimpleNamespace(step=SimpleNamespace(words=words, why=why), href="/galleri/", is_done=all_done or not place)
        for place, (words, why) in enumerate(steps)
    ]
    return SimpleNamespace(
        lines=lines,
        done=sum(line.is_done for line in lines),
        is_complete=all_done,
        next=None if all_done else lines[-1],
    )


def _job_progress() -> SimpleNamespace:
    steps = [("Läser filen", True, False), ("Lägger in raderna", False, True), ("Bedömer raderna", False, False)]
    return SimpleNamespace(
        is_being_done=True,
        is_being_cancelled=False,
        stage="Lägger in raderna",
        done=120_000,
        whole=480_000,
        percent=41,
        left="ungefär 2 minuter kvar",
        steps=[SimpleNamespace(words=words, is_done=is_done, is_now=is_now) for words, is_done, is_now in steps],
        asked=SimpleNamespace(pk=1),
        may_cancel=True,
    )


def _failed() -> ExampleForm:
    form = ExampleForm({"month": "9"})
    form.is_valid()
    form.add_error(None, "Uppgifterna stämmer inte med varandra.")
    return form


def _told() -> list[Thing]:
    return [Thing("Sparat.", level_tag="success"), Thing("Det gick inte att spara.", level_tag="error")]


def _table(request: HttpRequest, rows: int, page: int) -> ExampleTable:
    data = [{"number": f"A-{at}", "valid_from": _DAY, "sum_sek": 1000 * at} for at in range(rows)]
    table = ExampleTable(data, request=request, today=_DAY)
    table.paginate(page=page, per_page=5)
    return table


def _buckets() -> list[SimpleNamespace]:
    shares = ("0.72", "0.05", "0.13", "0.06", "0.04")
    return [
        SimpleNamespace(
            bucket=bucket, sum_sek=Decimal(share) * 1_000_000, share=Decimal(share), href="#rader" if at == 2 else ""
        )
        for at, (bucket, share) in enumerate(zip(Bucket, shares, strict=True))
    ]


def _card(code: str, label: str, **facts: object) -> SimpleNamespace:
    plain = {
        "title": "Avtalstrohet, IFO",
        "is_money": False,
        "value": Decimal("0.87"),
        "target": Decimal("0.9"),
        "difference": Decimal("-0.03"),
        "direction": "ska öka",
        "forecast": None,
        "forecast_on": _LATER,
        "href": "#rader",
        "period": SimpleNamespace(last=_DAY),
    }
    return SimpleNamespace(code=code, signal=SimpleNamespace(code=code, label=label), **(plain | facts))


def _cards() -> dict[str, SimpleNamespace]:
    return {
        "on_target": _card("on_target", "På målet", value=Decimal("0.93"), difference=Decimal("0.03")),
        "near": _card("near", "Nära målet", forecast=Decimal("0.89")),
        "off_target": _card("off_target", "Under målet", value=Decimal("0.7"), difference=Decimal("-0.2")),
        "unknown": _card("unknown", "Saknar värde", value=None, target=None, difference=None),
        "money": _card(
            "money", "Utan mål", title="Köp utan avtal", is_money=True, value=Decimal(91_000_000), target=None,
            difference=Decimal(-4_000_000), direction="ska minska",
        ),
    }  # fmt: skip


def _gantt() -> Gantt:
    kinds = (("held", "Pågår"), ("done", "Klar"), ("late", "Försenad"), ("planned", "Planerad"))
    work = [
        Work(f"Del {at + 1}", _DAY, _LATER, kind, words, href="#del" if at else "", marks=(_DAY,))
        for at, (kind, words) in enumerate(kinds)
    ]
    return gantt(work, first=date(_DAY.year, 1, 1), last=date(_LATER.year, 12, 31), today=_DAY)


def _tile(area: str, firm: str, size: int, level: Level) -> Part:
    words = f"{size} mnkr"
    href = "/galleri/" if level != Level.LOW else ""
    return Part(firm, words, f"{area}, {firm}: {words}", Decimal(size), level, href)


def _pictures() -> Context:
    """A surface, a calendar and a map, each drawn as the pages draw theirs."""
    firms = (("Åkers Vård AB", 40, Level.HIGH), ("Ekhem AB", 25, Level.MIDDLE), ("Björkö Omsorg AB", 10, Level.LOW))
    areas = [
        Group(name, tuple(_tile(name, firm, size * times, level) for firm, size, level in firms))
        for name, times in (("Hem för vård eller boende", 3), ("Hemtjänst", 2))
    ]
    protected = Part("Skyddade uppgifter", "9 mnkr", "Skyddade uppgifter: 9 mnkr", Decimal(9))
    areas.append(Group("Skyddade uppgifter", (protected,)))
    counts = (0, 3, 12, 1, 0, 25)
    months = [
        Month(
            add_months(date(2026, 10, 1), at),
            count,
            words="12,3 mnkr" if count else "",
            told=f"Månad {at}: {count} avtal",
            href="/galleri/",
        )
        for at, count in enumerate(counts)
    ]
    return {
        "surface": [("wide", treemap(areas, width=1000, height=300)), ("tall", treemap(areas, width=360, height=420))],
        "levels": list(Level),
        "heat": Heat(
            ("tillstånd", "kreditbetyg", "skatter"),
            tuple(
                HeatRow(
                    name, (*(HeatCell(n, 12, f"{name}: {n} av 12", "/galleri/") for n in held), HeatCell(words="–"))
                )
                for name, held in (("Hemtjänst", (12, 9)), ("Hem för vård eller boende", (6, 1)))
            ),
        ),
        "months": calendar_of(months),
        "trend": _trend("Med två bilder"),
        "trend_narrow": _trend("Med två bilder", narrow=True),
        "trend_alone": _trend("Med en bild"),
        "counties": tile_map(
            [
                Square(name, at % 2, at // 2, count, f"{name}: {count} verksamheter", "/galleri/")
                for at, (name, count) in enumerate((("Uppsala", 4), ("Stockholm", 31), ("Kalmar", 0), ("Gotland", 12)))
            ]
        ),
    }


def _of_contracts() -> Context:
    area = Thing("Hem för vård eller boende", pk=0)
    contract = SimpleNamespace(
        rank=1, number="A-1", supplier=Thing("Åkers Vård AB"), areas=SimpleNamespace(all=[area]),
        get_form_display="ramavtal", valid_from=_DAY, ends_on=_LATER, get_absolute_url="#avtal",
    )  # fmt: skip
    endless = SimpleNamespace(**vars(contract) | {"number": "A-2", "ends_on": None, "rank": None})
    option = {"pk": 0, "number": 1, "months": 12, "framework_id": None, "decide_by": _LATER, "decided_on": None,
              "decided_by": None}  # fmt: skip
    bar = {
        "x": 0,
        "width": 600,
        "is_planned": False,
        "label": "ursprunglig avtalstid",
        "told": "Ursprunglig avtalstid",
        "href": "",
        "words_fit": True,
        "first": _DAY,
        "last": _DAY,
    }
    planned = {
        "x": 610,
        "width": 430,
        "is_planned": True,
        "label": "option 1",
        "last": _LATER,
        "told": "Option 1",
        "href": "#optioner",
    }
    role = {"get_role_display": "placeringsansvarig", "unit": Thing("Villa Ek"), "phone": "08-535 300 00"}
    return {
        "area": area,
        "contract": contract,
        "rows": [(contract, "I kraft", "good"), (endless, "Upphör", "near")],
        "options": [
            SimpleNamespace(option=SimpleNamespace(**option), words="kan användas", is_open=True, left_out=False,
                            can_be_taken_back=False),
            SimpleNamespace(
                option=SimpleNamespace(
                    **option | {"number": 2, "framework_id": 1, "decided_on": _DAY, "decided_by": "Anna Ek"}
                ),
                words="använd", is_open=False, left_out=False, can_be_taken_back=True,
            ),
        ],
        "ceilings": [ceiling_use(Decimal(percent), Decimal(100)) for percent in (24, 73, 93, 103)],
        "notice_days": [Notice(_DAY, _LATER, renews=False), Notice(_LATER, _LATER, renews=True, missed=_DAY)],
        "rail_items": [
            Item("#rail_item", words, "file-text", current)
            for words, current in (("Avtal", ""), ("Start", "page"), ("Priser", "true"))
        ],
        "timeline": SimpleNamespace(
            words="Ursprunglig avtalstid och en option.", today=300,
            bars=[SimpleNamespace(**bar), SimpleNamespace(**bar | planned)],
        ),
        "requirements": [("Tillstånd från IVO", "ja", "Finns", True), ("Kollektivavtal", "inte besvarat", "", False)],
        "contacts": [
            SimpleNamespace(name="Verksamhetschefen", email="chef@leverantor.example", **role),
            SimpleNamespace(name="", email="", **role | {"unit": None}),
        ],
        "documents": [
            SimpleNamespace(
                get_absolute_url="#dokument", title="Avtal", is_secret=True, original_name="avtal.pdf", size=52_000,
                get_kind_display="avtal", version=2, uploaded_at=_TIME, uploaded_by="upphandlaren",
                registry_url="", registry_number="KS-2026/12",
            )
        ],
        "section": SimpleNamespace(
            heading="Marknad", facts=[("Leverantörer", "12")], caption="Störst på området",
            head=["Leverantör", "Köpt"], rows=[("Åkers Vård AB", "12,3 mnkr"), ("Ekhem AB", "9,1 mnkr")],
        ),
    }  # fmt: skip


def _of_prices() -> Context:
    price = {
        "pk": 0, "amount_sek": Decimal(4850), "valid_from": _DAY, "valid_until": None, "entered_at": _TIME,
        "withdrawn_by": "upphandlaren", "withdrawn_at": _TIME, "withdrawn_reason": "skrivfel",
    }  # fmt: skip
    item = {
        "pk": 0, "name": "Dygn, nivå 1", "get_per_display": "dygn", "vat_percent": 6, "area": None, "unit": None,
        "unit_id": None, "contract": Thing("A-1", number="A-1"),
    }  # fmt: skip
    step = {"price": SimpleNamespace(**price), "origin": "index", "by": "upphandlaren", "can_withdraw": True}
    now = SimpleNamespace(**step)
    earlier = [SimpleNamespace(**step, standing=standing) for standing in ("later", "withdrawn", "earlier")]
    line = {"is_of_area": False, "others": [], "others_words": "", "quantity": "365", "now": now}
    lines = [
        SimpleNamespace(item=SimpleNamespace(**item), **line),
        SimpleNamespace(
            item=SimpleNamespace(
                **item | {"name": "Dygn, nivå 2", "unit": Thing("Villa Ek"), "unit_id": 1, "vat_percent": None}
            ),
            **line | {"others": earlier, "others_words": "tre andra priser", "now": None},
        ),
    ]  # fmt: skip
    emptied = SimpleNamespace(
        item=Thing("Dygn, nivå 3", unit=None, name="Dygn, nivå 3"), is_of_area=False, others=[earlier[1]]
    )
    part = SimpleNamespace(
        name="Arbetskostnadsindex", base_period="2025-01", base_value=Decimal("140.2"), new_period="2026-01",
        new_value=Decimal("145.1"), status="preliminärt", note="kedjat", change=Decimal("0.035"),
    )  # fmt: skip
    example = SimpleNamespace(
        missing="Värdet för 2026-03 saknas.", price=Decimal(1850), effective_on=_DAY, words="1 850 kr blir 1 902 kr.",
        parts=[part], basket=Decimal("1.0285"), factor=Decimal("1.0228"), remark="Tröskeln är nådd.", is_invented=True,
    )  # fmt: skip
    outcome = SimpleNamespace(
        now=Decimal(1_000_000),
        today_and_difference=[(Decimal(1_030_000), Decimal(-4000)), (Decimal(1_060_000), Decimal(2500))],
    )
    adjusted = {
        "item": SimpleNamespace(**item), "old_sek": Decimal(4850), "computed_sek": Decimal(4990),
        "new_sek": Decimal(4990), "bought_sek": Decimal(1_200_000),
        "effect_sek": Decimal(34_000), "is_left_out": False, "reason": "",
    }  # fmt: skip
    return {
        "prices": SimpleNamespace(on=_DAY, lines=lines, emptied=[emptied], has_units=True, has_area_lines=False),
        "no_prices": SimpleNamespace(on=_LATER, lines=[], emptied=[], has_units=False, has_area_lines=False),
        "price_day": DayForm(),
        "clause": Thing("Klausul", is_allowed_in_new_contracts=False, get_kind_display="index"),
        "formula": SimpleNamespace(
            formula=True, formula_shown="P = P₀ × (0,8 L/L₀ + 0,2 K/K₀)",
            symbols=[SimpleNamespace(sign="P", meaning="nytt pris")], example=example,
        ),
        "sentences": SimpleNamespace(
            formula=False, sections=[SimpleNamespace(sentences=["Priset ligger fast.", "Det ses över varje år."])]
        ),
        "adjusted": SimpleNamespace(
            bought_sek=Decimal(2_400_000), effect_sek=Decimal(34_000),
            lines=[
                SimpleNamespace(line=SimpleNamespace(**adjusted), share=Decimal("0.0289"), is_large=True),
                SimpleNamespace(
                    line=SimpleNamespace(**adjusted | {"is_left_out": True, "reason": "avtalat pris"}),
                    share=None, is_large=False,
                ),
            ],
        ),
        "what_if": SimpleNamespace(years=[2027, 2028], total=outcome),
        "groups": [SimpleNamespace(name="Hem för vård eller boende", outcome=outcome)],
    }  # fmt: skip


def _of_measures() -> Context:
    measure = Thing("Avtalstrohet", get_kind_display="beräknat", get_direction_display="ska öka")
    line = {
        "measure": measure, "value": 1, "missing": "", "href": "#rader", "permission": _ANYBODY, "value_words": "87 %",
        "target_words": "90 %", "signal": SimpleNamespace(colour="near", label="Nära målet"),
        "trend": SimpleNamespace(label="Stiger"), "forecast_words": "89 %", "forecast": 1, "forecast_on": _LATER,
        "latest": SimpleNamespace(last=_DAY),
    }  # fmt: skip
    empty = {"value": None, "missing": "Inget utfall ännu", "forecast": None, "forecast_words": "–", "latest": None}
    loyalty = SimpleNamespace(
        on_contract=Decimal(720_000), approved_deviation=Decimal(50_000), unexplained=Decimal(130_000),
        unknown=Decimal(60_000), excluded=Decimal(40_000), ledger=Decimal(1_000_000),
        contract_loyalty=Decimal("0.8"), supplier_loyalty=Decimal("0.85"),
    )  # fmt: skip
    return {
        "measures": [SimpleNamespace(**line), SimpleNamespace(**line | empty)],
        "loyalty": loyalty,
        "loyalties": [
            SimpleNamespace(name="Individ- och familjeomsorg", loyalty=loyalty, href="#rader"),
            SimpleNamespace(name="Utan underkategori", loyalty=loyalty, href=""),
        ],
    }
