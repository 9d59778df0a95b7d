"""Pages of deviations and of the delegation order."""

from procurement.deviations.views.asking import (
    DeviationChange,
    DeviationCreate,
    DeviationEdit,
    DeviationExtend,
)
from procurement.deviations.views.deciding import (
    DeviationDecide,
    DeviationNotice,
    DeviationNumber,
    DeviationTakeBack,
    DeviationWithdraw,
)
from procurement.deviations.views.order import DelegationEdit, DelegationEnd, DelegationList
from procurement.deviations.views.reading import DeviationList, DeviationPage, DeviationPdf

__all__ = [
    "DelegationEdit",
    "DelegationEnd",
    "DelegationList",
    "DeviationChange",
    "DeviationCreate",
    "DeviationDecide",
    "DeviationEdit",
    "DeviationExtend",
    "DeviationList",
    "DeviationNotice",
    "DeviationNumber",
    "DeviationPage",
    "DeviationPdf",
    "DeviationTakeBack",
    "DeviationWithdraw",
]
