"""Addresses of files."""

from django.urls import path

from contracts.files import views

urlpatterns = [
    path("avtal/fran-fil/", views.ContractImport.as_view(), name="contract-import"),
    path("avtal/fran-fil/<int:pk>/", views.RegisterImportPage.as_view(), name="register-import"),
    path("avtal/fran-fil/<int:pk>/las-in/", views.RegisterImportApply.as_view(), name="register-import-apply"),
    path("avtal/fran-fil/alla/", views.RegisterImportList.as_view(), name="register-import-list"),
    path("avtal/fran-fil/<int:pk>/begar/", views.RegisterImportAsk.as_view(), name="register-import-ask"),
    path(
        "avtal/fran-fil/<int:pk>/dra-tillbaka/", views.RegisterImportWithdraw.as_view(), name="register-import-withdraw"
    ),
    path("avtal/fran-fil/<int:pk>/bekrafta/", views.RegisterImportConfirm.as_view(), name="register-import-confirm"),
    path("avtal/fran-fil/<int:pk>/avsla/", views.RegisterImportDecline.as_view(), name="register-import-decline"),
    path("avtal/fran-fil/<int:pk>/angra/", views.RegisterImportUndo.as_view(), name="register-import-undo"),
]
