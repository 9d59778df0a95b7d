"""Addresses of purchases without a deviation, of the questions about them, and of own units."""

from django.urls import path

from followup.missing import views

_MISSING = "avsteg-saknas/"
_UNITS = "administration/egna-enheter/"
urlpatterns = [
    path(_MISSING, views.MissingList.as_view(), name="missing-list"),
    path(f"{_MISSING}fraga/", views.ask, name="deviation-ask"),
    path(f"{_MISSING}fragor/", views.QuestionList.as_view(), name="deviation-questions"),
    path(f"{_MISSING}fragor/<int:pk>/", views.QuestionPage.as_view(), name="deviation-question"),
    path(f"{_MISSING}fragor/<int:pk>/svara/", views.QuestionAnswer.as_view(), name="deviation-question-answer"),
    path(_UNITS, views.OwnUnits.as_view(), name="own-units"),
    path(f"{_UNITS}ny/", views.OwnUnitEdit.as_view(), name="own-unit-create"),
    path(f"{_UNITS}<int:pk>/andra/", views.OwnUnitEdit.as_view(), name="own-unit-edit"),
    path(f"{_UNITS}hamta/", views.take_in_units, name="own-units-take-in"),
]
