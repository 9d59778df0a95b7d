"""What a buyer's work goes by, gathered: each page belongs to its trade."""

from __future__ import annotations

from django.urls import reverse
from django.views.generic import TemplateView

from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.untyped import Context

# words, what it is, address, permission
_PAGES = (
    (
        "Prisvärden",
        "När en prisändring är så stor att den ska bekräftas",
        "contracts:price-terms",
        "contracts.change_priceterm",
    ),
    ("Villkor för kontroller", "Hur länge en kontroll gäller", "contracts:check-terms", "contracts.change_checkterm"),
    (
        "Lagens krav",
        "Gränser, tider och villkor enligt lag, och vilka avtalsområden som kräver tillstånd",
        "contracts:law",
        "contracts.change_lawvalue",
    ),
    (
        "Planeringsvärden för upphandling",
        "Hur tidigt en upphandling börjar, och om avtalsspärren är längre än lagens",
        "procurement:procurement-terms",
        "procurement.change_procurementterm",
    ),
    (
        "Mallar för tidplan",
        "Milstolparna i en ny upphandling",
        "procurement:milestone-templates",
        "procurement.change_milestonetemplate",
    ),
    (
        "Delegationsordning",
        "Vem som beslutar om avsteg, på vilken grund och upp till vilket belopp",
        "procurement:delegation-list",
        "procurement.change_delegation",
    ),
    ("Kategorier", "Kategoriträdet och dess avtalsområden", "contracts:category-list", "contracts.change_category"),
    ("Avtalsområden", "Det som upphandlas för sig", "contracts:area-list", "contracts.change_contractarea"),
    (
        "Målgrupper",
        "Orden som behov och verksamheter beskrivs med i Hitta plats",
        "contracts:target-groups",
        "contracts.change_targetgroup",
    ),
    (
        "Placeringsvärden",
        "Varifrån avstånd räknas, hur snart en akut placering beslutas och när behov föreslås till planen",
        "procurement:placement-terms",
        "procurement.change_placementterm",
    ),
    (
        "Egna enheter",
        "Vem som svarar för köp utan avtal på varje enhet i reskontran, och hur snart",
        "followup:own-units",
        "followup.change_ownunit",
    ),
    (
        "Mallar för uppföljning",
        "Kraven som en uppföljning svarar på",
        "followup:template-list",
        "followup.change_reviewtemplate",
    ),
    (
        "Värden för uppföljning",
        "Hur snart en oegentlighet anmäls, hur länge en leverantör har på sig att svara och hur få svar som döljs",
        "followup:follow-up-terms",
        "followup.change_followupterm",
    ),
    (
        "Påminnelseregler",
        "Vad systemet påminner om, och hur lång tid i förväg",
        "followup:reminder-rules",
        "followup.change_reminderrule",
    ),
    (
        "Regler för reskontran",
        "Vilken underkategori ett köp hör till, efter konto och leverantör",
        "followup:rule-list",
        "followup.change_classificationrule",
    ),
    ("Mått och mål", "Måttens ägare och målvärden", "followup:measure-list", "followup.change_measure"),
)
SETTINGS_PERMISSIONS = tuple(permission for *_, permission in _PAGES)  # any of them opens the page


class Settings(PermissionRequiredMixin, TemplateView):
    """The pages of settings that a person may change at the buyer he works for."""

    permission_required = ()
    opened_by = SETTINGS_PERMISSIONS
    template_name = "administration/settings.html"

    def pages(self) -> list[tuple[str, str, str]]:
        """Words, what it is, and where."""
        return [(words, about, reverse(name)) for words, about, name, permission in _PAGES if self.may(permission)]

    def get_context_data(self, **kwargs: object) -> Context:
        """With the pages."""
        return {**super().get_context_data(**kwargs), "pages": self.pages(), "place": self.place}
