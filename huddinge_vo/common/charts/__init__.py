"""Every chart, drawn once for page and PDF: a Vega-Lite specification made to SVG by vl-convert.

An outcome is a solid line with points, a forecast the same colour dashed, a target a thin dotted line that ends in a
diamond with its words. Buckets always come in the same order and colours, named in words. Ink, muted and grid colours
become `currentColor`, so that the same drawing is readable on light, on dark and on paper. Texts come with the chart:
`<title>` and `<desc>` stand first in the SVG, and the page that shows it also gives the figures as a table.
"""

from huddinge_vo.common.charts.bands import Banded, bands
from huddinge_vo.common.charts.counts import counts_by
from huddinge_vo.common.charts.drawing import BUCKET_COLOURS, svg
from huddinge_vo.common.charts.indices import MOST_CURVES, Curve, CurvePoint, index_curves, index_lines
from huddinge_vo.common.charts.kronor import Stair, kronor_by, spend_by_bucket, waterfall, yearly_kronor
from huddinge_vo.common.charts.trends import Dated, loyalty_trend, sparkline

__all__ = [
    "BUCKET_COLOURS",
    "MOST_CURVES",
    "Banded",
    "Curve",
    "CurvePoint",
    "Dated",
    "Stair",
    "bands",
    "counts_by",
    "index_curves",
    "index_lines",
    "kronor_by",
    "loyalty_trend",
    "sparkline",
    "spend_by_bucket",
    "svg",
    "waterfall",
    "yearly_kronor",
]
