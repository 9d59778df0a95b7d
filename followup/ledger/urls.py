"""Addresses of ledger."""

from django.urls import path

from followup.ledger import views

urlpatterns = [
    path("reskontra/", views.ImportList.as_view(), name="import-list"),
    path("reskontra/las-in/", views.ImportUpload.as_view(), name="import-upload"),
    path("reskontra/inlasningar/<int:pk>/", views.ImportPage.as_view(), name="import-detail"),
    path("reskontra/inlasningar/<int:pk>/lage/", views.import_progress, name="import-progress"),
    path("reskontra/inlasningar/<int:pk>/avvisade.csv", views.RejectedRows.as_view(), name="import-rejected"),
    path("reskontra/inlasningar/<int:pk>/las-in/", views.choose_load, name="import-choose"),
    path("reskontra/inlasningar/<int:pk>/granska/", views.look_again, name="import-look-again"),
    path("reskontra/inlasningar/<int:pk>/inget/", views.load_nothing, name="import-nothing"),
    path("reskontra/inlasningar/<int:pk>/angra/", views.ImportUndo.as_view(), name="import-undo"),
    path("reskontra/inlasningar/<int:pk>/pa-nytt/", views.load_again, name="import-again"),
    path("reskontra/inlasningar/<int:pk>/sa-lases-den/", views.MappingPage.as_view(), name="import-mapping"),
    path("reskontra/profiler/", views.ProfileList.as_view(), name="profile-list"),
    path("reskontra/profiler/<int:pk>/anvand-inte/", views.retire_profile, name="profile-retire"),
    path("reskontra/profiler/<int:pk>/anvand-igen/", views.revive_profile, name="profile-revive"),
    path("reskontra/inlasningar/<int:pk>/igen/", views.retry_load, name="import-retry"),
]
