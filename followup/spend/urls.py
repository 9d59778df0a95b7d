"""Addresses of spend."""

from django.urls import path

from followup.spend import views

urlpatterns = [
    path("reskontra/rader/", views.RowList.as_view(), name="row-list"),
    path("reskontra/efter-tillstand/", views.paid_after_permits, name="paid-after-permits"),
    path("reskontra/rader/<int:ledger_import>/<int:line_no>/", views.RowPage.as_view(), name="row-detail"),
    path("reskontra/rader/<int:ledger_import>/<int:line_no>/bedom/", views.RowJudge.as_view(), name="row-judge"),
    path(
        "reskontra/rader/<int:ledger_import>/<int:line_no>/ta-bort-bedomning/",
        views.RowUnjudge.as_view(),
        name="row-unjudge",
    ),
]
