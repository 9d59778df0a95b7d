"""Addresses of suppliers."""

from django.urls import path

from contracts.suppliers import views

urlpatterns = [
    path("leverantorer/ny/", views.SupplierEdit.as_view(), name="supplier-create"),
    path("leverantorer/<int:pk>/andra/", views.SupplierEdit.as_view(), name="supplier-edit"),
    path("leverantorer/<int:supplier>/verksamheter/ny/", views.UnitEdit.as_view(), name="unit-create"),
    path("leverantorer/<int:supplier>/kontakter/ny/", views.ContactEdit.as_view(), name="contact-create"),
    path("leverantorer/<int:supplier>/tillstand/nytt/", views.PermitEdit.as_view(), name="permit-create"),
    path("leverantorer/<int:supplier>/placeringsstopp/nytt/", views.PlacementStopEdit.as_view(), name="stop-create"),
    path("leverantorer/<int:supplier>/nummer/nytt/", views.IdentifierAdd.as_view(), name="identifier-create"),
    path("leverantorsnummer/<int:pk>/ta-bort/", views.IdentifierRemove.as_view(), name="identifier-remove"),
    path("leverantorer/att-reda-ut/", views.SupplierProposalList.as_view(), name="supplier-proposals"),
    path("leverantorer/att-reda-ut/<int:pk>/samma/", views.say_same, name="proposal-same"),
    path("leverantorer/att-reda-ut/<int:pk>/inte-samma/", views.say_not_same, name="proposal-not-same"),
    path("leverantorer/att-reda-ut/<int:pk>/ta-tillbaka/", views.take_back, name="proposal-take-back"),
    path("sammanslagningar/<int:pk>/angra/", views.SupplierMergeUndo.as_view(), name="merge-undo"),
    path("administration/malgrupper/", views.TargetGroupList.as_view(), name="target-groups"),
    path("administration/malgrupper/ny/", views.TargetGroupEdit.as_view(), name="target-group-create"),
    path("administration/malgrupper/<int:pk>/", views.TargetGroupEdit.as_view(), name="target-group-edit"),
    path("verksamheter/", views.UnitList.as_view(), name="unit-list"),
    path("verksamheter/<int:pk>/andra/", views.UnitEdit.as_view(), name="unit-edit"),
]
