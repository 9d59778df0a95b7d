"""What was bought: files, rules, rows and what sticks out."""

from __future__ import annotations

from followup.flags.models import Flag
from followup.invoices.models import InvoiceImport
from followup.judging.models import ClassificationRule, RowJudgement
from followup.ledger.models import LedgerImport
from followup.price_control.models import PriceClaim
from followup.start.kinds.step import STEPS, Step, changes_of, traces_of

STEPS.add(
    Step(
        code="OVERVIEW",
        number=5,
        words="Se hur mycket som köps inom avtal",
        why="Översikten visar avtalstroheten mot målet. Varför? visar vad som drar ned den och vad som kan göras.",
        roles=("läsare", "verksamhetschef", "kategoriledare", "upphandlingschef"),
        permission="followup.view_spendmonth",
        page="followup:overview",
    )
)
STEPS.add(
    Step(
        code="LEDGER_FILE",
        number=40,
        words="Läs in en fil ur ekonomisystemet",
        why="Rader som inte går att läsa visas med radnummer, och filen kan ångras.",
        roles=("controller",),
        permission="followup.add_ledgerimport",
        page="followup:import-upload",
        done=traces_of(LedgerImport, "received_by"),
    )
)
STEPS.add(
    Step(
        code="RULE",
        number=41,
        words="Lägg upp en regel för oförklarade köp",
        why="Prova regeln först: du ser vilka rader den tar och vad den gör med avtalstroheten.",
        roles=("controller",),
        permission="followup.add_classificationrule",
        page="followup:rule-list",
        done=changes_of(ClassificationRule),
    )
)
STEPS.add(
    Step(
        code="JUDGE_ROW",
        number=42,
        words="Bedöm ett köp för hand",
        why="För det enstaka köpet som ingen regel passar. Bedömningen står kvar när reglerna ändras.",
        roles=("controller",),
        permission="followup.add_rowjudgement",
        page="followup:row-list",
        done=traces_of(RowJudgement, "judged_by"),
    )
)
STEPS.add(
    Step(
        code="INVOICE_FILE",
        number=43,
        words="Läs in e-fakturor",
        why="Raderna jämförs med avtalens priser, och det som har fakturerats för högt samlas till ett krav.",
        roles=("controller",),
        permission="followup.add_invoiceimport",
        page="followup:invoice-upload",
        done=traces_of(InvoiceImport, "received_by"),
    )
)
STEPS.add(
    Step(
        code="PRICE_CLAIM",
        number=44,
        words="Kräv tillbaka ett för högt pris",
        why="Priskontrollen visar rader över avtalspris. Brevet till leverantören skrivs åt dig.",
        roles=("avtalscontroller",),
        permission="followup.add_priceclaim",
        page="followup:price-deviations",
        done=traces_of(PriceClaim, "made_by"),
    )
)
STEPS.add(
    Step(
        code="FLAG",
        number=45,
        words="Bedöm en röd flagga",
        why="En flagga är en anledning att titta, inte ett fel. Skriv vad den visade sig vara.",
        roles=("controller",),
        permission="followup.change_flag",
        page="followup:flag-list",
        done=traces_of(Flag, "closed_by"),
    )
)
