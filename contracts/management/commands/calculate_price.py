"""Compute one price by an index basket, with figures from the command line and nothing from the database."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contracts.index import rules as index_rules
from contracts.prices import rules as price_rules
from contracts.prices.rules import Component, Figure, Refused, Rounding, Terms
from huddinge_vo.common.money import sek
from huddinge_vo.common.terminal import as_json
from huddinge_vo.common.untyped import PassedOn

_LARGEST = Decimal(10) ** 9


class Command(BaseCommand):
    """P₁ = P₀ · (f + (1 − f) · Σ wᵢ · Iᵢ,new / Iᵢ,base), rounded once."""

    help = (
        "Räknar ett pris med en indexkorg: --price 1850 --weights lci=0.8,kpi=0.2 --base lci=140.2,… --new lci=145.1,…"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The price, the basket, and its terms."""
        parser.add_argument("--price", required=True, help="priset nu, kronor")
        parser.add_argument("--weights", required=True, metavar="NAMN=VIKT,…", help="vikter som tillsammans är 1")
        parser.add_argument("--base", required=True, metavar="NAMN=VÄRDE,…", help="basvärden")
        parser.add_argument("--new", required=True, metavar="NAMN=VÄRDE,…", help="nya värden")
        parser.add_argument("--fixed-share", default="0", metavar="ANDEL", help="fast andel, 0–1")
        parser.add_argument("--round", choices=("ore", "krona"), default="ore", help="avrundning, en gång, av priset")
        parser.add_argument("--json", action="store_true", help="svara som JSON")

    def handle(self, *args: PassedOn, json: bool, **options: str) -> None:
        """Compute it and print factor and price."""
        weights, base, new = (_pairs(options[name], name) for name in ("weights", "base", "new"))
        for name, given in (("base", base), ("new", new)):
            if given.keys() != weights.keys():
                raise CommandError(f"--{name} ska ha samma namn som --weights: {', '.join(weights)}.")
        share = _number(options["fixed_share"], "--fixed-share")
        if not 0 <= share <= 1:
            raise CommandError("--fixed-share är mellan 0 och 1.")
        price = _number(options["price"], "--price")
        if not 0 < price < _LARGEST:
            raise CommandError("--price är större än noll och mindre än en miljard.")
        terms = Terms(fixed_share=share, rounding=Rounding.KRONA if options["round"] == "krona" else Rounding.ORE)
        basket = [
            Component(weight, Figure(name, "", base[name]), Figure(name, "", new[name]))
            for name, weight in weights.items()
        ]
        try:
            step = price_rules.step(terms, basket)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        result = price_rules.new_price(terms, step, base_price=price, price_now=price)
        factor = index_rules.half_up(step.factor, price_rules.FACTOR_DECIMALS)
        if json:
            self.stdout.write(as_json({"factor": factor, "price": result}))
        else:
            self.stdout.write(f"faktor {f'{factor:f}'.replace('.', ',')}, pris {sek(result)} kr")


def _pairs(raw: str, name: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for part in raw.split(","):
        key, sign, value = part.partition("=")
        if not sign or not key.strip():
            raise CommandError(f"--{name}: skriv NAMN=VÄRDE, åtskilda med komma. ”{part}” går inte att läsa.")
        if key.strip() in found:
            raise CommandError(f"--{name}: {key.strip()} står två gånger.")
        found[key.strip()] = _number(value, f"--{name}")
    return found


def _number(raw: str, name: str) -> Decimal:
    try:
        number = Decimal(raw.strip())
    except InvalidOperation as error:
        raise CommandError(f"{name}: ”{raw}” är inget tal. Skriv decimalpunkt.") from error
    if not number.is_finite():
        raise CommandError(f"{name}: ”{raw}” är inget tal.")
    return number
