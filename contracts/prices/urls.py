"""Addresses of prices."""

from django.urls import path

from contracts.plan.models import ContractArea
from contracts.prices import views
from contracts.register.models import Contract, Framework

urlpatterns = [
    path("administration/prisvarden/", views.PriceTerms.as_view(), name="price-terms"),
    path("prisjustering/tank-om/", views.WhatIfPage.as_view(), name="what-if"),
    path("prisjustering/fast-pris/", views.FixedPriceList.as_view(), name="fixed-price-list"),
    path("prisjustering/fast-pris/<int:pk>/", views.FixedPriceAreaPage.as_view(), name="fixed-price-area"),
    path("prisjustering/fast-pris/<int:pk>/beslut/", views.FixedPriceDecide.as_view(), name="fixed-price-decide"),
    path("prisjustering/", views.AdjustmentList.as_view(), name="adjustment-list"),
    path("prisjustering/skicka/", views.AdjustmentSubmit.as_view(), name="adjustment-submit"),
    path("prisjustering/godkann/", views.AdjustmentApprove.as_view(), name="adjustment-approve"),
    path("prisjustering/brev/<str:form>/", views.PriceLetterBatch.as_view(), name="price-letter-batch"),
    path("prisjustering/mejla/", views.PriceLetterMail.as_view(), name="price-letter-mail"),
    path("prisjustering/begaran/", views.PriceRequestList.as_view(), name="price-request-list"),
    path("prisjustering/begaran/ny/", views.PriceRequestRegister.as_view(), name="price-request-create"),
    path("prisjustering/begaran/<int:pk>/avsla/", views.PriceRequestDecline.as_view(), name="price-request-decline"),
    path("prisjustering/att-bekrafta/", views.PriceToConfirmList.as_view(), name="price-to-confirm-list"),
    path("prisjustering/att-bekrafta/<int:pk>/bekrafta/", views.PriceConfirm.as_view(), name="price-confirm"),
    path("prisjustering/att-bekrafta/<int:pk>/avsla/", views.PriceDecline.as_view(), name="price-decline"),
    path(
        "prisjustering/att-bekrafta/<int:pk>/dra-tillbaka/",
        views.PriceQuestionWithdraw.as_view(),
        name="price-question-withdraw",
    ),
    path("prisjustering/skillnader/", views.DifferenceList.as_view(), name="difference-list"),
    path("prisjustering/skillnader/godkann/", views.DifferenceApprove.as_view(), name="difference-approve"),
    path("prisjustering/skillnader/reglera/", views.DifferenceSettle.as_view(), name="difference-settle"),
    path("prisjustering/skillnader/<int:pk>/avvisa/", views.DifferenceReject.as_view(), name="difference-reject"),
    path("prisjustering/<int:pk>/", views.AdjustmentPage.as_view(), name="adjustment-detail"),
    path("prisjustering/<int:pk>/priser/", views.AdjustmentLines.as_view(), name="adjustment-lines"),
    path("prisjustering/<int:pk>/avvisa/", views.AdjustmentReject.as_view(), name="adjustment-reject"),
    path("prisjustering/<int:pk>/rakna-om/", views.AdjustmentRecompute.as_view(), name="adjustment-recompute"),
    path("prisjustering/<int:pk>/tillbaka/", views.AdjustmentReturn.as_view(), name="adjustment-return"),
    path("prisjustering/<int:pk>/brev.pdf", views.PriceLetterFile.as_view(), name="price-letter"),
    path("avtal/<int:pk>/prisjustera/", views.AdjustmentPropose.as_view(), name="adjustment-propose"),
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
    path("index/", views.IndexList.as_view(), name="index-list"),
    path("index/<int:pk>/", views.IndexPage.as_view(), name="index-detail"),
]
