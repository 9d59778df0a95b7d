"""Addresses of the plan."""

from django.urls import path

from contracts.plan import views

urlpatterns = [
    path("administration/roller/<int:pk>/avgransa/", views.MembershipScope.as_view(), name="membership-scope"),
    path("administration/kategorier/", views.CategoryList.as_view(), name="category-list"),
    path("administration/kategorier/ny/", views.CategoryEdit.as_view(), name="category-create"),
    path("administration/kategorier/<int:pk>/", views.CategoryEdit.as_view(), name="category-edit"),
    path("avtalsomraden/nytt/", views.AreaEdit.as_view(), name="area-create"),
    path("avtalsomraden/<int:pk>/andra/", views.AreaEdit.as_view(), name="area-edit"),
]
