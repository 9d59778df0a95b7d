"""Addresses of judging."""

from django.urls import path

from followup.judging import views

urlpatterns = [
    path("regler/", views.RuleList.as_view(), name="rule-list"),
    path("regler/ny/", views.RuleEdit.as_view(), name="rule-create"),
    path("regler/ordning/", views.RuleOrder.as_view(), name="rule-order"),
    path("regler/utan/", views.LeftList.as_view(), name="left-list"),
    path("regler/utan/bedom/", views.GroupsJudge.as_view(), name="groups-judge"),
    path("regler/fran-fil/", views.RulesUpload.as_view(), name="rule-upload"),
    path("regler/prov/<str:trial>/", views.rule_trial, name="rule-trial"),
    path("regler/<int:pk>/", views.RuleEdit.as_view(), name="rule-edit"),
    path("regler/<int:pk>/ta-bort/", views.RuleRemoval.as_view(), name="rule-remove"),
    path("leverantorer/att-reda-ut/leta/", views.propose_suppliers, name="propose-suppliers"),
]
