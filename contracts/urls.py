"""The register's addresses."""

from django.urls import path

from contracts import views
from contracts.models import Contract, ContractArea, Framework

app_name = "contracts"
urlpatterns = [
    path("avtal/", views.ContractList.as_view(), name="contract-list"),
    path("avtal/nytt/", views.ContractEdit.as_view(), name="contract-create"),
    path("avtal/fran-fil/", views.ContractImport.as_view(), name="contract-import"),
    path("avtal/fran-fil/<int:pk>/", views.RegisterImportPage.as_view(), name="register-import"),
    path("avtal/fran-fil/<int:pk>/las-in/", views.RegisterImportApply.as_view(), name="register-import-apply"),
    path("avtal/fran-fil/<int:pk>/angra/", views.RegisterImportUndo.as_view(), name="register-import-undo"),
    path("avtal/<int:pk>/", views.ContractPage.as_view(), name="contract-detail"),
    path("avtal/<int:pk>/andra/", views.ContractEdit.as_view(), name="contract-edit"),
    path("avtal/<int:pk>/sag-upp/", views.ContractTerminate.as_view(), name="contract-terminate"),
    path("avtal/<int:pk>/krav/", views.RequirementsEdit.as_view(), name="contract-requirements"),
    path("avtal/<int:pk>/optioner/ny/", views.OptionAdd.as_view(), name="contract-option-add"),
    path("optioner/<int:pk>/besluta/", views.OptionDecide.as_view(), name="option-decide"),
    path("optioner/<int:pk>/avsta/", views.OptionDecline.as_view(), name="option-decline"),
    path("optioner/<int:pk>/brev.pdf", views.ExtensionLetters.as_view(), name="option-letters"),
    path("leverantorer/", views.SupplierList.as_view(), name="supplier-list"),
    path("leverantorer/ny/", views.SupplierEdit.as_view(), name="supplier-create"),
    path("leverantorer/<int:pk>/", views.SupplierPage.as_view(), name="supplier-detail"),
    path("leverantorer/<int:pk>/andra/", views.SupplierEdit.as_view(), name="supplier-edit"),
    path("leverantorer/<int:supplier>/verksamheter/ny/", views.UnitEdit.as_view(), name="unit-create"),
    path("leverantorer/<int:supplier>/kontakter/ny/", views.ContactEdit.as_view(), name="contact-create"),
    path("leverantorer/<int:supplier>/tillstand/nytt/", views.PermitEdit.as_view(), name="permit-create"),
    path("leverantorer/<int:supplier>/placeringsstopp/nytt/", views.PlacementStopEdit.as_view(), name="stop-create"),
    path("leverantorer/<int:pk>/sla-samman/", views.SupplierMergePage.as_view(), name="supplier-merge"),
    path("sammanslagningar/<int:pk>/angra/", views.SupplierMergeUndo.as_view(), name="merge-undo"),
    path("leverantorer/<int:supplier>/kontroller/ny/", views.CheckRegister.as_view(), name="check-create"),
    path("dokument/", views.DocumentList.as_view(), name="document-list"),
    path("dokument/<int:pk>/", views.DocumentFile.as_view(), name="document-file"),
    *(
        path(
            f"dokument/{holder}/<int:pk>/nytt/",
            views.DocumentAdd.as_view(),
            {"holder": holder},
            name=f"{holder}-document-add",
        )
        for holder in ("omgang", "avtal", "leverantor", "verksamhet")
    ),
    path("tilldelningar/", views.AwardList.as_view(), name="award-list"),
    path("tilldelningar/fran-fil/", views.AwardImport.as_view(), name="award-import"),
    path("kontroller/", views.CheckList.as_view(), name="check-list"),
    path("kontroller/fran-fil/", views.CheckImport.as_view(), name="check-import"),
    path("kontroller/mall/<str:kind>.csv", views.CheckTemplate.as_view(), name="check-template"),
    path("verksamheter/", views.UnitList.as_view(), name="unit-list"),
    path("verksamheter/<int:pk>/", views.UnitPage.as_view(), name="unit-detail"),
    path("verksamheter/<int:pk>/andra/", views.UnitEdit.as_view(), name="unit-edit"),
    path("upphandlingsomgangar/", views.FrameworkList.as_view(), name="framework-list"),
    path("upphandlingsomgangar/ny/", views.FrameworkEdit.as_view(), name="framework-create"),
    path("upphandlingsomgangar/<int:pk>/", views.FrameworkPage.as_view(), name="framework-detail"),
    path("upphandlingsomgangar/<int:pk>/andra/", views.FrameworkEdit.as_view(), name="framework-edit"),
    path(
        "upphandlingsomgangar/<int:pk>/krav/",
        views.for_framework(views.RequirementsEdit),
        name="framework-requirements",
    ),
    path(
        "upphandlingsomgangar/<int:pk>/optioner/ny/", views.for_framework(views.OptionAdd), name="framework-option-add"
    ),
    path("avtalsomraden/", views.ContractAreaList.as_view(), name="area-list"),
    path("avtalsomraden/<int:pk>/", views.ContractAreaPage.as_view(), name="area-detail"),
    path("avtal/<int:pk>/priser/ny/", views.PriceItemAdd.as_view(), name="contract-price-add"),
    path(
        "avtalsomraden/<int:pk>/priser/ny/",
        views.PriceItemAdd.as_view(holder_model=ContractArea),
        name="area-price-add",
    ),
    path("prisjustering/klausuler/", views.ClauseList.as_view(), name="clause-list"),
    path("prisjustering/klausuler/forhandsgranska/", views.ClausePreview.as_view(), name="clause-preview"),
    path("prisjustering/klausuler/<int:pk>/", views.ClausePage.as_view(), name="clause-detail"),
    path("prisjustering/klausuler/<int:pk>/mallskrivning.txt", views.ClauseWording.as_view(), name="clause-wording"),
    path("avtal/<int:pk>/klausul/", views.ClauseEdit.as_view(holder_model=Contract), name="contract-clause"),
    path(
        "upphandlingsomgangar/<int:pk>/klausul/",
        views.ClauseEdit.as_view(holder_model=Framework),
        name="framework-clause",
    ),
    path("avtalsomraden/<int:pk>/klausul/", views.ClauseEdit.as_view(holder_model=ContractArea), name="area-clause"),
    path("prisrader/<int:pk>/nytt-pris/", views.PriceFollow.as_view(), name="price-follow"),
    path("prisrader/<int:pk>/andra/", views.PriceItemEdit.as_view(), name="price-item-edit"),
    path("priser/<int:pk>/aterta/", views.PriceWithdraw.as_view(), name="price-withdraw"),
]
