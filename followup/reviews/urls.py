"""Addresses of reviews."""

from django.urls import path

from followup.reviews import views

urlpatterns = [
    path("uppfoljning/", views.ReviewList.as_view(), name="review-list"),
    path("uppfoljning/plan/<int:year>/", views.ReviewPlan.as_view(), name="review-plan"),
    path("uppfoljning/plan/<int:year>/namnder/", views.BoardPlanPage.as_view(), name="board-plan"),
    path("uppfoljning/plan/<int:year>/planera/", views.YearProposal.as_view(), name="review-plan-year"),
    path("uppfoljning/plan/<int:year>/angra/", views.undo_plan, name="review-plan-undo"),
    path("uppfoljning/ny/", views.ReviewEdit.as_view(), name="review-create"),
    path("uppfoljning/<int:pk>/", views.ReviewPage.as_view(), name="review-detail"),
    path("uppfoljning/<int:pk>/andra/", views.ReviewEdit.as_view(), name="review-edit"),
    path("uppfoljning/<int:pk>/borja/", views.start_review, name="review-start"),
    path("uppfoljning/<int:pk>/stall-in/", views.ReviewCancel.as_view(), name="review-cancel"),
    path("uppfoljning/<int:pk>/ateruppta/", views.ReviewResume.as_view(), name="review-resume"),
    path("uppfoljning/<int:pk>/svara/", views.ReviewAnswers.as_view(), name="review-answer"),
    path("uppfoljning/<int:pk>/avsluta/", views.ReviewFinish.as_view(), name="review-finish"),
    path("uppfoljning/klasser/", views.ClassList.as_view(), name="class-list"),
    path("uppfoljning/klasser/<int:pk>/", views.ClassDecide.as_view(), name="class-decide"),
    path("uppfoljning/avtal/<int:pk>/", views.contract_reviews, name="contract-reviews"),
    path("uppfoljning/avtal/<int:pk>/laget/", views.contract_standing, name="contract-standing"),
    path("mallar/", views.TemplateList.as_view(), name="template-list"),
    path("mallar/ny/", views.TemplateEdit.as_view(), name="template-create"),
    path("mallar/<int:pk>/", views.TemplateEdit.as_view(), name="template-edit"),
]
