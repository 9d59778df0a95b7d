"""The roof: which address is whose."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from huddinge_vo.common.health import health
from huddinge_vo.common.pages.views import choose_buyer_view

urlpatterns = [
    path("", include("followup.urls")),
    path("", include("activities.urls")),
    path("", include("contracts.urls")),
    path("", include("procurement.urls")),
    path("logga-in/", LoginView.as_view(), name="login"),
    path("logga-ut/", LogoutView.as_view(), name="logout"),
    path("valj-kopare/", choose_buyer_view, name="choose-buyer"),
    path("halsa/", health, name="health"),
    path("", include("huddinge_vo.common.administration.urls")),
    path("admin/", admin.site.urls),
]
