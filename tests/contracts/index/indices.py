"""What tests of indices share: values as a file, a series, the answers of a statistical office, contracts that
follow.
"""

import json
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler

from contracts.index import actions
from contracts.index.models import IndexValue
from tests import factories as make

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


def written(*rows):
    return "\n".join(("period;värde;status;publicerad", *rows)).encode()


def receive(series, *rows, at=AT, name="prov.csv"):
    return actions.receive_index(series=series, content=written(*rows), name=name, by=None, at=at)


def store(index_import, by=None):
    return actions.store_index(index_import_id=index_import.pk, by=by, at=AT)


def in_force(series):
    found = IndexValue.objects.in_force().filter(series=series).order_by("first_on", "status")
    return [(each.period, each.status, each.value, each.revision) for each in found]


def fetched_series(**values):
    """The labour cost index, which the office below has."""
    return make.series(
        source="PXWEB_1",
        table="AM/AM0114/AM0114A/LCIArbKv",
        selection={"SNI2007": "Q"},
        preliminary_code="P",
        final_code="F",
        **values,
    )


def agreement(number, lci, *, until=date(2029, 12, 31), **values):
    made = make.contract(number, supplier=make.supplier(number, None), valid_from=date(2025, 1, 1), until=until)
    make.price("1000.00", of=made)
    make.clause([(lci, "1", "2024K2", "140.2")], contract=made, **values)
    return made


def stat2(periods, preliminary, final, *, updated="2026-09-18T06:00:00Z"):
    return {
        "class": "dataset",
        "label": "LCI",
        "updated": updated,
        "id": ["SNI2007", "ContentsCode", "Tid"],
        "size": [1, 2, len(periods)],
        "dimension": {
            "SNI2007": {"label": "näringsgren SNI 2007", "category": {"index": {"Q": 0}, "label": {"Q": "Q vård"}}},
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"index": {"P": 0, "F": 1}, "label": {"P": "Preliminärt", "F": "Slutligt"}},
            },
            "Tid": {"label": "kvartal", "category": {"index": {each: n for n, each in enumerate(periods)}}},
        },
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "value": [*preliminary, *final],
    }


METADATA = {
    "title": "LCI",
    "variables": [
        {
            "code": "SNI2007",
            "text": "näringsgren SNI 2007",
            "values": ["P", "Q"],
            "valueTexts": ["P utbildning", "Q vård och omsorg"],
        },
        {
            "code": "ContentsCode",
            "text": "tabellinnehåll",
            "values": ["AM1", "AM2"],
            "valueTexts": ["LCI, preliminärt", "LCI, slutligt"],
        },
        {
            "code": "Tid",
            "text": "kvartal",
            "values": ["2026K1", "2026K2"],
            "valueTexts": ["2026K1", "2026K2"],
            "time": True,
        },
    ],
}


class Office(BaseHTTPRequestHandler):
    """Answers as SCB's PxWeb does: version 1 is asked by POST, version 2 by GET."""

    def answer(self, content):
        body = json.dumps(content).encode("utf-8-sig")
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        self.answer(self.server.table)

    def do_GET(self):
        self.server.asked.append((self.path, None))
        self.answer(METADATA if self.path.endswith("LCIArbKv") else self.server.table)

    def log_message(self, *_):
        pass
