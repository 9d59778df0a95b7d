"""Every action in the field, on sheets and on key figures."""

from followup.field.actions.kpis import NoQuarter, propose_template, save_kpi, save_kpi_value
from followup.field.actions.sending import AnsweredMeanwhile, keep_photo, take_answer
from followup.field.actions.sheets import (
    add_gate_count,
    add_payslip,
    add_sheet_row,
    forget_payslips,
    load_companies,
    remove_row,
)

__all__ = [
    "AnsweredMeanwhile",
    "NoQuarter",
    "add_gate_count",
    "add_payslip",
    "add_sheet_row",
    "forget_payslips",
    "keep_photo",
    "load_companies",
    "propose_template",
    "remove_row",
    "save_kpi",
    "save_kpi_value",
    "take_answer",
]
