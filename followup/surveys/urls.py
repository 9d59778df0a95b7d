"""Addresses of user surveys."""

from django.urls import path

from followup.surveys import views

urlpatterns = [
    path("brukarundersokningar/", views.SurveyList.as_view(), name="survey-list"),
    path("brukarundersokningar/las-in/", views.SurveyUpload.as_view(), name="survey-upload"),
    path("brukarundersokningar/mall.csv", views.SurveyTemplate.as_view(), name="survey-template"),
    path("brukarundersokningar/resultat/", views.ResultList.as_view(), name="result-list"),
    path("brukarundersokningar/krav/", views.ProposalList.as_view(), name="requirement-proposals"),
    path("brukarundersokningar/leverantor/<int:supplier>/", views.SupplierYears.as_view(), name="supplier-years"),
    path("brukarundersokningar/<int:pk>/", views.SurveyPage.as_view(), name="survey-detail"),
    path("brukarundersokningar/<int:pk>/anvand/", views.load_survey, name="survey-load"),
    path("brukarundersokningar/<int:pk>/kasta/", views.discard_survey, name="survey-discard"),
    path("brukarundersokningar/resultat/<int:pk>/krav/", views.ResultRequirement.as_view(), name="result-requirement"),
    path("brukarundersokningar/resultat/<int:pk>/brist/", views.ResultFinding.as_view(), name="result-finding"),
]
