"""Index series from PxWeb, SCB's statistics database: its answers, its files, and the questions put to it."""

from contracts.index.imports.pxweb.addresses import (
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    query_v1,
)
from contracts.index.imports.pxweb.answers import read_json, read_json_stat2, read_metadata
from contracts.index.imports.pxweb.chosen import observations
from contracts.index.imports.pxweb.cube import Cube, Dimension, Observation
from contracts.index.imports.pxweb.files import read_answer, read_index_file
from contracts.index.imports.pxweb.px import read_px
from contracts.index.imports.pxweb.tables import read_csv
from contracts.index.imports.pxweb.template import TEMPLATE_COLUMNS

__all__ = [
    "TEMPLATE_COLUMNS",
    "Cube",
    "Dimension",
    "Observation",
    "address_metadata_v1",
    "address_metadata_v2",
    "address_v1",
    "address_v2",
    "observations",
    "query_v1",
    "read_answer",
    "read_csv",
    "read_index_file",
    "read_json",
    "read_json_stat2",
    "read_metadata",
    "read_px",
]
