"""Addresses of the price control."""

from django.urls import path

from followup.price_control import views

urlpatterns = [
    path("priskontroll/", views.DeviationList.as_view(), name="price-deviations"),
    path("priskontroll/leverantorer/", views.BySupplier.as_view(), name="price-suppliers"),
    path("priskontroll/artiklar/", views.ItemList.as_view(), name="price-items"),
    path("priskontroll/artiklar/<int:pk>/", views.ItemMatchPage.as_view(), name="price-item-match"),
    path("priskontroll/krav/", views.ClaimList.as_view(), name="claim-list"),
    path("priskontroll/krav/nytt/<int:supplier>/", views.make_claim, name="claim-make"),
    path("priskontroll/krav/<int:pk>/", views.ClaimPage.as_view(), name="claim-detail"),
    path("priskontroll/krav/<int:pk>/brev.pdf", views.ClaimLetterFile.as_view(), name="claim-letter"),
    path("priskontroll/krav/<int:pk>/skicka/", views.send_claim, name="claim-send"),
    path("priskontroll/krav/<int:pk>/svar/", views.ClaimAnswer.as_view(), name="claim-answer"),
    path("priskontroll/krav/<int:pk>/lagg-ned/", views.ClaimDrop.as_view(), name="claim-drop"),
]
