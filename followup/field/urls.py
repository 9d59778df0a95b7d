"""Addresses of the field, of sheets and of key figures."""

from django.urls import path

from followup.field import views
from followup.field.views.sheets import SHEETS

urlpatterns = [
    # The worker's script answers for the addresses under its own, and for no others.
    path("uppfoljning/falt/arbetare.js", views.worker_script, name="field-worker"),
    path("uppfoljning/falt/<int:pk>/", views.Visit.as_view(), name="field-visit"),
    path("uppfoljning/falt/<int:pk>/laget/", views.visit_state, name="field-state"),
    path("uppfoljning/falt/<int:pk>/svar/", views.send_answer, name="field-answer"),
    path("uppfoljning/falt/<int:pk>/bild/", views.PhotoAdd.as_view(), name="field-photo"),
    path("uppfoljning/bilder/<int:pk>/", views.PhotoFile.as_view(), name="photo-file"),
    *(
        path(f"uppfoljning/<int:pk>/{sheet}/", views.SheetPage.as_view(), {"sheet": sheet}, name=f"sheet-{sheet}")
        for sheet in SHEETS
    ),
    *(
        path(
            f"uppfoljning/<int:pk>/{sheet}/<int:row>/ta-bort/",
            views.remove_row,
            {"sheet": sheet},
            name=f"sheet-{sheet}-remove",
        )
        for sheet in SHEETS
    ),
    path("uppfoljning/<int:pk>/koncern/", views.GroupPage.as_view(), name="review-group"),
    path("uppfoljning/<int:pk>/koncern/las-in/", views.GroupImport.as_view(), name="review-group-import"),
    path("uppfoljning/<int:pk>/underlag/", views.review_field, name="review-field"),
    path("uppfoljning/<int:pk>/pdf/", views.ReviewFile.as_view(), name="review-pdf"),
    path("uppfoljning/styrkort/", views.KpisMissing.as_view(), name="kpis-missing"),
    path("uppfoljning/avtal/<int:pk>/styrkort/", views.Scorecard.as_view(), name="scorecard"),
    path("uppfoljning/avtal/<int:contract>/styrkort/nytt/", views.KpiEdit.as_view(), name="kpi-create"),
    path("uppfoljning/nyckeltal/<int:pk>/", views.KpiEdit.as_view(), name="kpi-edit"),
    path("uppfoljning/nyckeltal/<int:pk>/<int:year>/<int:quarter>/", views.KpiValueEdit.as_view(), name="kpi-value"),
    path("mallar/forslag/", views.TemplatePropose.as_view(), name="template-propose"),
]
