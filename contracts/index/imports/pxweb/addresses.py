"""Where PxWeb's tables are, and the questions put to them. Nothing is fetched here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from contracts.index.imports.pxweb.cube import CONTENTS

V1_PREFIX = "OV0104/v1/doris/sv/ssd/START"
V2_PREFIX = "OV0104/v2beta"
_TABLE = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)*")


def address_v1(host: str, table: str) -> str:
    """Where a question is posted in version 1: `table` is as AM/AM0114/AM0114A/LCIArbKv. Raises ValueError."""
    return f"{host.strip().rstrip('/')}/{V1_PREFIX}/{_checked(table)}"


def address_metadata_v1(host: str, table: str) -> str:
    """Where the table is described in version 1: a GET of the same address. Raises ValueError."""
    return address_v1(host, table)


def query_v1(
    selection: Mapping[str, str],
    *,
    contents: Sequence[str],
    latest: int,
    contents_variable: str = CONTENTS,
    time_variable: str = "Tid",
) -> dict[str, object]:
    """The question for the latest periods of one series, to be posted as JSON. The answer is JSON-stat 2.

    Raises ValueError when not even one period is asked for.
    """
    chosen = [(code, "item", [value]) for code, value in selection.items()]
    if contents:
        chosen.append((contents_variable, "item", list(contents)))
    chosen.append((time_variable, "top", [str(_periods(latest))]))
    return {
        "query": [{"code": code, "selection": {"filter": kind, "values": values}} for code, kind, values in chosen],
        "response": {"format": "json-stat2"},
    }


def address_v2(
    host: str,
    table_id: str,
    selection: Mapping[str, str],
    *,
    contents: Sequence[str],
    latest: int,
    contents_variable: str = CONTENTS,
    time_variable: str = "Tid",
    prefix: str = V2_PREFIX,
) -> str:
    """Where the latest periods of one series are got in version 2, as JSON-stat 2. Raises ValueError."""
    chosen = {"lang": "sv", "outputFormat": "json-stat2"}
    chosen |= {f"valueCodes[{code}]": value for code, value in selection.items()}
    if contents:
        chosen[f"valueCodes[{contents_variable}]"] = ",".join(contents)
    chosen[f"valueCodes[{time_variable}]"] = f"TOP({_periods(latest)})"
    return f"{_table_v2(host, table_id, prefix)}/data?{urlencode(chosen)}"


def address_metadata_v2(host: str, table_id: str, *, prefix: str = V2_PREFIX) -> str:
    """Where the table is described in version 2. Raises ValueError."""
    return f"{_table_v2(host, table_id, prefix)}/metadata?lang=sv"


def _table_v2(host: str, table_id: str, prefix: str) -> str:
    before = f"{host.strip().rstrip('/')}/{prefix.strip('/')}".rstrip("/")
    return f"{before}/api/v2/tables/{_checked(table_id)}"


def _checked(table: str) -> str:
    plain = table.strip().strip("/")
    if not _TABLE.fullmatch(plain):
        raise ValueError(f"”{table}” är ingen tabell. Adressen får bara ha bokstäver, siffror, / och _.")
    return plain


def _periods(latest: int) -> int:
    if latest < 1:
        raise ValueError("Minst en period måste hämtas.")
    return latest
