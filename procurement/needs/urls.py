"""Addresses of direct awards and of needs that are bought outside contract."""

from django.urls import path

from procurement.needs import views

urlpatterns = [
    path("direktupphandling/", views.DirectAwards.as_view(), name="direct-awards"),
    path("direktupphandling/<int:pk>/", views.DirectAwardPage.as_view(), name="direct-award"),
    path("direktupphandling/grans/", views.need_limit, name="need-limit"),
    path("direktupphandling/behov/", views.NeedsAnalysis.as_view(), name="needs-analysis"),
    path("direktupphandling/aterkommer/", views.ForeseenNeeds.as_view(), name="foreseen-needs"),
    path("direktupphandling/aterkommer/rakna/", views.foresee_now, name="foresee-now"),
    path("direktupphandling/aterkommer/<int:pk>/", views.ForeseenNeedPage.as_view(), name="foreseen-need"),
    path(
        "direktupphandling/aterkommer/<int:pk>/svara/", views.ForeseenNeedAnswer.as_view(), name="foreseen-need-answer"
    ),
]
