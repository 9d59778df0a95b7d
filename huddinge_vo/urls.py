"""The roof: which address is whose."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from huddinge_vo.common.health import alive, health, ready
from huddinge_vo.common.jobs.views import JobList, OwnJob, OwnJobs, cancel_own_job, own_job_progress, retry_job
from huddinge_vo.common.pages.fetching import fetching_progress
from huddinge_vo.common.pages.views import choose_buyer_view
from huddinge_vo.operations.views import Operations, metrics

handler500 = "huddinge_vo.operations.views.server_error"
urlpatterns = [
    path("", include("followup.urls")),
    path("", include("activities.urls")),
    path("", include("contracts.urls")),
    path("", include("procurement.urls")),
    path("", include("huddinge_vo.common.signin.urls")),
    path("valj-kopare/", choose_buyer_view, name="choose-buyer"),
    path("halsa/", health, name="health"),
    path("halsa/lever/", alive, name="health-alive"),
    path("halsa/redo/", ready, name="health-ready"),
    path("metrics", metrics, name="metrics"),  # where every monitor looks first
    path("administration/drift/", Operations.as_view(), name="operations"),
    path("jobb/", JobList.as_view(), name="job-list"),
    path("jobb/<int:pk>/igen/", retry_job, name="job-retry"),
    path("mina-jobb/", OwnJobs.as_view(), name="own-jobs"),
    path("mina-jobb/hamtning/<str:mark>/", fetching_progress, name="fetching"),
    path("mina-jobb/<int:pk>/", OwnJob.as_view(), name="own-job"),
    path("mina-jobb/<int:pk>/status/", own_job_progress, name="own-job-progress"),
    path("mina-jobb/<int:pk>/avbryt/", cancel_own_job, name="own-job-cancel"),
    path("", include("huddinge_vo.common.administration.urls")),
    path("", include("huddinge_vo.common.saved_views.urls")),
    path("", include("huddinge_vo.retention.urls")),
    path("", include("huddinge_vo.search.urls")),
    path("", include("huddinge_vo.help.urls")),
    path("admin/", admin.site.urls),
    # For those who build: production has neither the address nor the app.
    *([] if settings.PRODUCTION else [path("galleri/", include("huddinge_vo.dev.urls"))]),
]
