"""What is not thrown away by age, and why: every other table and file, by the reason that it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from huddinge_vo.common.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Data that does not age here: what it is, and why it stays or when it goes. `covers` are models and files."""

    code: str
    number: int
    processing: str
    words: str
    reason: str
    covers: tuple[str, ...]


KEPT: Registry[Kept] = Registry("kept data")
_ARCHIVE = (
    "Allmän handling: bevaras eller gallras enligt kommunens dokumenthanteringsplan, ur diariet och för hand här."
)


def _of(app: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{app}.{name}" for name in names)


for each in (
    Kept(
        code="REGISTER",
        number=10,
        processing="SUPPLIERS",
        words="Leverantörer, avtal, verksamheter och deras villkor",
        reason=_ARCHIVE,
        covers=_of(
            "contracts",
            *("Supplier", "SupplierIdentifier", "SupplierMerge", "SupplierMergeRow", "SupplierProposal"),
            *("WithdrawnAnswer", "SupplierUnit", "SupplierUnitAreaLink", "Permit", "PlacementStop", "SupplierCheck"),
            *("Framework", "FrameworkAreaLink", "Contract", "ContractAreaLink", "Requirement", "ExtensionOption"),
            *("OptionException", "Document", "Document.file", "TargetGroup", "SupplierUnitTargetGroupLink"),
        ),
    ),
    Kept(
        code="CONTACTS",
        number=20,
        processing="SUPPLIERS",
        words="Kontaktpersoner hos leverantörer",
        reason="Behövs så länge avtalet gäller. Tas bort för hand när personen inte längre är kontakt.",
        covers=_of("contracts", "SupplierContact"),
    ),
    Kept(
        code="PRICES",
        number=30,
        processing="SUPPLIERS",
        words="Priser, prisjusteringar och brev om dem",
        reason=_ARCHIVE,
        covers=_of(
            "contracts",
            *("PriceClause", "ClauseComponent", "PriceItem", "Price", "PriceRequest", "PriceAdjustment"),
            *("AdjustmentValue", "AdjustmentLine", "AdjustmentLetter", "PriceDifference", "FixedPriceDecision"),
            "PriceSetByHand",
            "PriceToConfirm",
        ),
    ),
    Kept(
        code="PUBLIC",
        number=40,
        processing="SUPPLIERS",
        words="Index, marknadsdata och lagens värden",
        reason="Offentlig statistik, annonserade tilldelningar och regler. Inga personuppgifter.",
        covers=_of(
            "contracts",
            *("IndexSeries", "IndexFetch", "IndexImport", "IndexImport.file", "IndexValue", "IndexChain"),
            *("Award", "PermitRule", "LawValue"),
        ),
    ),
    Kept(
        code="SETTINGS",
        number=50,
        processing="PLAN",
        words="Kategorier, områden, regler, mallar och inställningar",
        reason="Inga personuppgifter. Gäller tills någon ändrar dem.",
        covers=(
            *_of("contracts", "Category", "ContractArea", "CheckTerm", "PriceTerm"),
            *_of("procurement", "ProcurementTerm", "PlacementTerm", "MilestoneTemplate", "TemplateStep"),
            *_of("followup", "ClassificationRule", "LedgerProfile", "ReminderRule", "ReviewTemplate"),
            *_of("followup", "TemplateRequirement", "ItemMatch", "FlagTerm", "FlagSwitch"),
            *_of("followup", "FollowUpTerm", "SearchWord", "Feed"),
            *_of("common", "Organization", "RetentionTerm"),
        ),
    ),
    Kept(
        code="MONEY",
        number=60,
        processing="LEDGER",
        words="Reskontrarader, e-fakturor, leveranser och bedömningar av dem",
        reason="Räkenskapsinformation i kopia: raderna är underlag för mått och rapporter flera år. Tas aldrig bort "
        "här; huvudboken gallras i ekonomisystemet.",
        covers=_of(
            "followup",
            *("LedgerRow", "LedgerDelivery", "SpendKey", "RowJudgement", "JudgedRow", "ToldSupplier"),
            *("Invoice", "CreditedInvoice", "HandTie", "PriceDeviation", "PriceClaim"),
        ),
    ),
    Kept(
        code="DERIVED",
        number=70,
        processing="LEDGER",
        words="Summor och bedömningar som räknas fram",
        reason="Räknas om varje natt ur raderna, och går med dem.",
        covers=(
            *_of("followup", "KeyVerdict", "RowVerdict", "Touched", "SpendMonth", "SupplierMonth", "SpendTotal"),
            *_of("followup", "InvoiceTie", "FlagRow", "FlagRun", "RiskMark"),
            *_of("contracts", "ContractVolume", "ContractPayerVolume", "CategoryLoyalty", "FinalSupplier"),
        ),
    ),
    Kept(
        code="PROCUREMENT",
        number=80,
        processing="PROCUREMENT",
        words="Upphandlingar, strategier, placeringar och avsteg",
        reason=_ARCHIVE,
        covers=_of(
            "procurement",
            *("Placement", "AskedSupplier", "PlacementEnd", "StayOn", "Deviation", "Delegation", "ForeseenNeed"),
            *("PlannedNeed", "Project", "ProjectAreaLink", "ProjectMember", "Milestone", "ProjectTask"),
            *("Risk", "ChecklistItem", "ProjectDocument", "ProjectDocument.file", "StrategySection", "StrategyVersion"),
        ),
    ),
    Kept(
        code="PLAN",
        number=90,
        processing="PLAN",
        words="Planer, aktiviteter, mått, uppföljningar, brister och rapporter",
        reason=_ARCHIVE,
        covers=(
            *_of("activities", "CategoryPlan", "EffectGoal", "PlanFigure", "Strategy", "SteeringSignal", "TeamMember"),
            *_of("activities", "Contradiction", "Activity", "ActivityStep", "ProgressNote", "SignalPoint"),
            *_of("followup", "StatusReport", "LockedPaper", "GoalComment", "FollowUpClass", "Review", "ReviewAnswer"),
            *_of("followup", "Flag", "SupplierFact", "Sample", "SampleStratum", "SampledPurchase"),
            *_of("followup", "Finding", "Measure", "Target", "Outcome", "OwnUnit", "DeviationQuestion"),
            *_of("followup", "SentAnswer", "ReviewPhoto", "ReviewPhoto.file", "SheetRow", "GateCount", "GroupCompany"),
            *_of("followup", "ContractKpi", "KpiValue", "JointReview"),
            *_of("followup", "FindingStep", "AuthorityReport", "AnswerLink", "SupplierAnswer", "SelfReportLine"),
            *_of("followup", "FindingFile", "FindingFile.file", "MediaHit", "Survey", "SurveyResult"),
            *_of("followup", "RequirementProposal", "SupplierMeeting", "MeetingInvitation", "MeetingTask"),
        ),
    ),
    Kept(
        code="RIGHTS",
        number=100,
        processing="USERS",
        words="Roller, åtkomster och vem som gav dem",
        reason="Gäller tills någon avslutar dem. Beslut om dem är kvar, så att det går att se vem som fick se vad.",
        covers=(
            *_of("common", "Membership", "RoleProposal", "GroupRole", "AccessGrant", "MarkProposal"),
            *_of("contracts", "CategoryScope"),
            *_of("auth", "Permission", "Group"),
        ),
    ),
    Kept(
        code="ACCOUNTS",
        number=110,
        processing="USERS",
        words="Andra steg, koppling till kommunens inloggning och egna val",
        reason="Så länge kontot finns. Personen eller en förvaltare tar bort dem.",
        covers=(
            *_of("mfa", "Authenticator"),
            *_of("socialaccount", "SocialAccount", "SocialToken", "SocialApp"),
            *_of("followup", "MailSetting", "FirstSteps"),
        ),
    ),
    Kept(
        code="HISTORY",
        number=120,
        processing="SECURITY",
        words="Historik över ändringar och gallringar",
        reason="Visar vem som ändrade vad, och går inte att ändra. Innehåller ingen fritext om klienter. Gallras inte.",
        covers=(
            *_of("pghistory", "Context", "Events", "MiddlewareEvents"),
            *_of("admin", "LogEntry"),
            *_of("common", "RetentionRun", "RetentionResult"),
        ),
    ),
    Kept(
        code="UNUSED",
        number=130,
        processing="SECURITY",
        words="Tabeller som följer med programmen och är tomma eller tekniska",
        reason="Skrivs inte av systemet, eller säger bara vilka tabeller det finns.",
        covers=(
            *_of("axes", "AccessFailureLog", "AccessLog"),
            *_of("account", "EmailAddress", "EmailConfirmation"),
            *_of("contenttypes", "ContentType"),
        ),
    ),
):
    KEPT.add(each)
