"""Addresses of deviations and of the delegation order."""

from django.urls import path

from procurement.deviations import views

_ONE = "avsteg/<int:pk>/"
_ORDER = "delegationsordning/"
urlpatterns = [
    path("avsteg/", views.DeviationList.as_view(), name="deviation-list"),
    path("avsteg/nytt/", views.DeviationCreate.as_view(), name="deviation-create"),
    path(_ONE, views.DeviationPage.as_view(), name="deviation"),
    path(f"{_ONE}andra/", views.DeviationEdit.as_view(), name="deviation-edit"),
    path(f"{_ONE}besluta/", views.DeviationDecide.as_view(), name="deviation-decide"),
    path(f"{_ONE}ta-tillbaka/", views.DeviationTakeBack.as_view(), name="deviation-take-back"),
    path(f"{_ONE}diarienummer/", views.DeviationNumber.as_view(), name="deviation-number"),
    path(f"{_ONE}efterannons/", views.DeviationNotice.as_view(), name="deviation-notice"),
    path(f"{_ONE}forlang/", views.DeviationExtend.as_view(), name="deviation-extend"),
    path(f"{_ONE}andra-villkor/", views.DeviationChange.as_view(), name="deviation-change"),
    path(f"{_ONE}aterkalla/", views.DeviationWithdraw.as_view(), name="deviation-withdraw"),
    path(f"{_ONE}blankett.pdf", views.DeviationPdf.as_view(), name="deviation-pdf"),
    path(_ORDER, views.DelegationList.as_view(), name="delegation-list"),
    path(f"{_ORDER}ny/", views.DelegationEdit.as_view(), name="delegation-create"),
    path(f"{_ORDER}<int:pk>/andra/", views.DelegationEdit.as_view(), name="delegation-edit"),
    path(f"{_ORDER}<int:pk>/avsluta/", views.DelegationEnd.as_view(), name="delegation-end"),
]
