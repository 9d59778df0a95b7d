"""Addresses of random checks."""

from django.urls import path

from followup.samples import views

urlpatterns = [
    path("stickprov/", views.SampleList.as_view(), name="sample-list"),
    path("stickprov/nytt/", views.SampleDraw.as_view(), name="sample-draw"),
    path("stickprov/<int:pk>/", views.SamplePage.as_view(), name="sample-detail"),
    path("stickprov/kop/<int:pk>/", views.PurchaseReview.as_view(), name="sample-review"),
]
