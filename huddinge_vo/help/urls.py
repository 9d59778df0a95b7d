"""The addresses of help."""

from django.urls import path

from huddinge_vo.help import views

urlpatterns = [
    path("tillganglighet/", views.statement, name="accessibility"),
    path("aterstall-exemplet/", views.example_anew, name="example-anew"),
    path("hjalp/", views.help_of_page, name="help"),
    path("hjalp/<str:name>/", views.document, name="help-document"),
    path("hjalp/<str:name>/<str:slug>/", views.section, name="help-section"),
]
