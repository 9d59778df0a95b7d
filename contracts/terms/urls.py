"""Addresses of terms."""

from django.urls import path

from contracts.register.views import for_framework
from contracts.terms import views

urlpatterns = [
    path("avtal/<int:pk>/sag-upp/", views.ContractTerminate.as_view(), name="contract-terminate"),
    path(
        "avtal/<int:pk>/sag-upp/ta-tillbaka/",
        views.TerminationWithdraw.as_view(),
        name="contract-terminate-withdraw",
    ),
    path("avtal/<int:pk>/optioner/ny/", views.OptionAdd.as_view(), name="contract-option-add"),
    path("optioner/<int:pk>/besluta/", views.OptionDecide.as_view(), name="option-decide"),
    path("optioner/<int:pk>/avsta/", views.OptionDecline.as_view(), name="option-decline"),
    path("optioner/<int:pk>/ta-tillbaka/", views.OptionTakeBack.as_view(), name="option-take-back"),
    path("optioner/<int:pk>/brev.pdf", views.ExtensionLetters.as_view(), name="option-letters"),
    path(
        "upphandlingsomgangar/<int:pk>/optioner/ny/",
        for_framework(views.OptionAdd),
        name="framework-option-add",
    ),
]
