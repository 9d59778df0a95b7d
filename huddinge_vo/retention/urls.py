"""Addresses of retention, extracts and the record of processing."""

from django.urls import path

from huddinge_vo.retention import views

urlpatterns = [
    path("administration/gallring/", views.Retention.as_view(), name="retention"),
    path("administration/gallring/<str:kind>/", views.RetentionEdit.as_view(), name="retention-edit"),
    path("administration/registerutdrag/", views.ExtractFind.as_view(), name="extract-find"),
    path("administration/registerutdrag/anvandare/<int:pk>/", views.ExtractPerson.as_view(), name="extract-person"),
    path(
        "administration/registerutdrag/leverantor/<int:pk>/", views.ExtractSupplier.as_view(), name="extract-supplier"
    ),
    path("administration/behandlingar/", views.ProcessingRecord.as_view(), name="processing-record"),
]
