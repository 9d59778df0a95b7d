"""Addresses of the law."""

from django.urls import path

from contracts.law import views

urlpatterns = [
    path("lagen/", views.LawPage.as_view(), name="law"),
    path("lagen/varden/nytt/", views.LawValueEdit.as_view(), name="law-value-create"),
    path("lagen/varden/<int:pk>/", views.LawValuePage.as_view(), name="law-value"),
    path("lagen/varden/<int:pk>/andra/", views.LawValueEdit.as_view(), name="law-value-edit"),
    path("avtalsomraden/<int:pk>/tillstand/", views.AreaPermitPage.as_view(), name="area-permit"),
    path("avtalsomraden/<int:area>/tillstand/ny/", views.PermitRuleEdit.as_view(), name="permit-rule-create"),
    path("tillstandsregler/<int:pk>/andra/", views.PermitRuleEdit.as_view(), name="permit-rule-edit"),
]
