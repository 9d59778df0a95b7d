"""Which role opens which page, told by what each page asks for: docs/behorigheter.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from huddinge_vo.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "behorigheter.md"
# Django's own administration is a superuser's; the gallery of components is a workplace's.
_ELSEWHERE = {"admin/", "galleri/"}


@dataclass(frozen=True)
class Asked:
    """An address, and what it asks for: all of `required`, and one of `any_of` if there are any.

    `declares` is false for a page that asks for no permission: one for all, one's own, or whose object itself decides.
    """

    name: str
    route: str
    required: tuple[str, ...]
    any_of: tuple[str, ...]

    @property
    def declares(self) -> bool:
        """Whether a permission is asked for at all."""
        return bool(self.required or self.any_of)

    def opens_for(self, permissions: frozenset[str]) -> bool:
        """Whether who has these permissions at the buyer gets in."""
        return permissions.issuperset(self.required) and (not self.any_of or not permissions.isdisjoint(self.any_of))


def pages() -> list[Asked]:
    """Every address of ours, by its route."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda each: (each.route, each.name))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Asked]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route in _ELSEWHERE:
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, pattern.namespace or namespace)
        else:
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            yield Asked(name, f"/{route}", *_asked_by(pattern.callback))


def _asked_by(view: Callable[..., object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    page = getattr(view, "view_class", view)
    given = getattr(view, "view_initkwargs", {}).get("permission_required")
    required = given or getattr(page, "permission_required", None) or ()
    return (required,) if isinstance(required, str) else tuple(required), tuple(getattr(page, "opened_by", ()))


_ABOUT = """# Behörigheter

Vilken roll som öppnar vilken sida hos den köpare där rollen är given. Hos en annan köpare ger den ingenting. Tabellen
skrivs av `manage.py rights_matrix` ur det som varje sida begär, och `make check` faller när den inte stämmer.
`tests/house/test_matrix.py` öppnar varje adress, med GET och med POST, som en person som har allt utom det som sidan
begär, och som en som har bara det och det som alla roller får läsa: den första nekas (403), den andra inte.

En sida om ett objekt svarar 404 när objektet hör till en köpare där man inte arbetar, eller är sekretess som man inte
har åtkomst till, hur många behörigheter man än har ([beslut 3](adr/0003-secrecy.md)). Att sidan öppnas säger inte att
allt på den får göras: en knapp begär det som sidan den leder till begär, och det som godkänns frågar en gång till.
"""
_WITHOUT = """
## Utan behörighet

Öppna för alla, bara den egna personens, eller sådant där objektet själv avgör (den som äger det).
"""


def table() -> str:
    """The page of docs, in Swedish: an address a line, a role a column."""
    declared = [each for each in pages() if each.declares]
    others = [each for each in pages() if not each.declares]
    lines = [
        _ABOUT,
        f"| adress | begär | {' | '.join(role.name for role in ROLES)} |",
        f"|---|---|{'---|' * len(ROLES)}",
        *(_line(each) for each in declared),
        _WITHOUT,
        *(f"- `{each.route}`" for each in others),
        "",
    ]
    return "\n".join(lines)


def _line(each: Asked) -> str:
    wanted = [f"`{code}`" for code in each.required]
    if each.any_of:
        wanted.append(
            f"en av {len(each.any_of)}" if len(each.any_of) > 2 else " eller ".join(f"`{c}`" for c in each.any_of)
        )
    marks = " | ".join("●" if each.opens_for(role.permissions) else "" for role in ROLES)
    return f"| `{each.route}` | {' och '.join(wanted)} | {marks} |"
