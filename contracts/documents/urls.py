"""Addresses of documents."""

from django.urls import path

from contracts.documents import views

urlpatterns = [
    path("dokument/", views.DocumentList.as_view(), name="document-list"),
    path("dokument/<int:pk>/", views.DocumentFile.as_view(), name="document-file"),
    *(
        path(
            f"dokument/{holder}/<int:pk>/nytt/",
            views.DocumentAdd.as_view(),
            {"holder": holder},
            name=f"{holder}-document-add",
        )
        for holder in ("omgang", "avtal", "leverantor", "verksamhet")
    ),
]
