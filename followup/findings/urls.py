"""Addresses of findings, of the ladder, and of links that suppliers answer by."""

from django.urls import path

from followup.findings import views

urlpatterns = [
    path("brister/", views.FindingList.as_view(), name="finding-list"),
    path("brister/anmal/", views.FindingReport.as_view(), name="finding-report"),
    path("brister/viten/", views.PenaltyList.as_view(), name="penalty-list"),
    path("brister/<int:pk>/", views.FindingPage.as_view(), name="finding-detail"),
    path("brister/<int:pk>/oppna/", views.FindingOpen.as_view(), name="finding-open"),
    path("brister/<int:pk>/avfarda/", views.FindingDismiss.as_view(), name="finding-dismiss"),
    path("brister/<int:pk>/atgardad/", views.FindingFix.as_view(), name="finding-fix"),
    path("brister/<int:pk>/trappan/", views.FindingEscalate.as_view(), name="finding-escalate"),
    path("brister/<int:pk>/anmalan/", views.FindingTell.as_view(), name="finding-tell"),
    path("brister/<int:pk>/stang/", views.close_finding, name="finding-close"),
    path("brister/<int:pk>/oppna-igen/", views.reopen_finding, name="finding-reopen"),
    path("brister/steg/<int:pk>/brev.pdf", views.StepLetterFile.as_view(), name="step-letter"),
    path("brister/steg/<int:pk>/skicka/", views.send_step, name="step-send"),
    path("brister/steg/<int:pk>/lank/", views.make_step_link, name="step-link"),
    path("brister/steg/<int:pk>/svar/", views.StepAnswer.as_view(), name="step-answer"),
    path("brister/steg/<int:pk>/beslut/", views.PenaltyDecide.as_view(), name="penalty-decide"),
    path("brister/filer/<int:pk>/", views.FindingFileDownload.as_view(), name="finding-file"),
    path("uppfoljning/<int:pk>/sjalvrapport/", views.SelfReports.as_view(), name="self-reports"),
    path("uppfoljning/<int:pk>/sjalvrapport/lank/", views.make_review_link, name="review-link"),
    path("administration/uppfoljningsvarden/", views.FollowUpTerms.as_view(), name="follow-up-terms"),
    path("svar/", views.AnswerPage.as_view(), name="answer"),
    path("svar/tack/", views.AnswerThanks.as_view(), name="answer-thanks"),
    path("svar/<str:token>/", views.AnswerOpen.as_view(), name="answer-open"),
]
