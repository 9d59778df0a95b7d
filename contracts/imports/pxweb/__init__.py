"""Index series from PxWeb, SCB's statistics database: its answers, its files, and the questions put to it."""

from contracts.imports.pxweb.addresses import (
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    query_v1,
)
from contracts.imports.pxweb.answers import read_json, read_json_stat2, read_metadata
from contracts.imports.pxweb.chosen import observations
from contracts.imports.pxweb.cube import Cube, Dimension, Observation
from contracts.imports.pxweb.files import read_answer, read_index_file
from contracts.imports.pxweb.px import read_px
from contracts.imports.pxweb.tables import read_csv
from contracts.imports.pxweb.template import TEMPLATE_COLUMNS

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
