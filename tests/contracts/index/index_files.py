"""What tests of index files share: which contents are preliminary and final, the values of a series, a sheet, an
answer.
"""

import io
import json

import openpyxl

from contracts.index.imports.pxweb import observations

LCI = {"Preliminärt index": "PRELIMINARY", "Slutligt index": "FINAL"}


def series(cube, selection=None, status=None):
    found, _ = observations(cube, selection=selection or {}, contents_status=status or {})
    return [(one.period.code, one.status, str(one.value)) for one in found]


def sheet(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    book.close()
    return out.getvalue()


def stat2(**changes):
    answer = {
        "class": "dataset",
        "label": "Arbetskostnadsindex",
        "updated": "2026-05-28T23:30:00Z",
        "id": ["SNI2007", "ContentsCode", "Tid"],
        "size": [2, 2, 2],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
            "SNI2007": {
                "label": "näringsgren SNI 2007",
                "category": {"index": ["P", "Q"], "label": {"P": "utbildning", "Q": "vård och omsorg"}},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"index": {"B": 1, "A": 0}, "label": {"A": "Preliminärt", "B": "Slutligt"}},
            },
            "Tid": {"label": "kvartal", "category": {"index": {"2025K4": 0, "2026K1": 1}}},
        },
        "value": [1, 2, 3, 4, 165.1, 166.2, -0.5, None],
    }
    return json.dumps(answer | changes).encode()
