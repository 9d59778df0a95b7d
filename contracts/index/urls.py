"""Addresses of index."""

from django.urls import path

from contracts.index import views

urlpatterns = [
    path("index/ny/", views.IndexEdit.as_view(), name="index-create"),
    path("index/inlasning/<int:pk>/", views.IndexImportPage.as_view(), name="index-import"),
    path("index/inlasning/<int:pk>/spara/", views.IndexImportStore.as_view(), name="index-import-store"),
    path("index/inlasning/<int:pk>/kasta/", views.IndexImportDiscard.as_view(), name="index-import-discard"),
    path("index/<int:pk>/andra/", views.IndexEdit.as_view(), name="index-edit"),
    path("index/<int:pk>/koder/", views.IndexCodes.as_view(), name="index-codes"),
    path("index/<int:pk>/fil/", views.IndexFile.as_view(), name="index-file"),
    path("index/<int:pk>/varde/", views.IndexValueAdd.as_view(), name="index-value-add"),
    path("index/<int:pk>/hamta/", views.IndexFetchNow.as_view(), name="index-fetch"),
    path("index/<int:pk>/kedja/", views.IndexChainEdit.as_view(), name="index-chain"),
]
