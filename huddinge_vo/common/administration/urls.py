"""Addresses of people, roles, secrets and one's own account."""

from django.urls import path

from huddinge_vo.common.administration import views

_PEOPLE = "administration/anvandare/"
urlpatterns = [
    path("administration/installningar/", views.Settings.as_view(), name="settings"),
    path(_PEOPLE, views.PersonList.as_view(), name="person-list"),
    path(f"{_PEOPLE}ny/", views.PersonAdd.as_view(), name="person-create"),
    path(f"{_PEOPLE}<int:pk>/", views.PersonPage.as_view(), name="person-detail"),
    path(f"{_PEOPLE}<int:pk>/andra/", views.PersonEdit.as_view(), name="person-edit"),
    path(f"{_PEOPLE}<int:pk>/stang/", views.PersonActive.as_view(active=False), name="person-close"),
    path(f"{_PEOPLE}<int:pk>/oppna/", views.PersonActive.as_view(active=True), name="person-open"),
    path(f"{_PEOPLE}<int:pk>/hav-sparr/", views.PersonUnlock.as_view(), name="person-unlock"),
    path(f"{_PEOPLE}<int:pk>/andra-steget/", views.PersonFactors.as_view(), name="person-factors"),
    path(f"{_PEOPLE}<int:pk>/koppling/", views.PersonUnlink.as_view(), name="person-unlink"),
    path(f"{_PEOPLE}<int:pk>/losenordslank/", views.PersonLink.as_view(), name="person-link"),
    path(f"{_PEOPLE}<int:pk>/roller/ny/", views.RoleGive.as_view(), name="role-give"),
    path("administration/roller/<int:pk>/avsluta/", views.RoleEnd.as_view(), name="role-end"),
    path("administration/rollforslag/", views.ProposalList.as_view(), name="proposal-list"),
    path(
        "administration/rollforslag/<int:pk>/bekrafta/",
        views.ProposalSettle.as_view(step="confirm"),
        name="proposal-confirm",
    ),
    path(
        "administration/rollforslag/<int:pk>/avsla/",
        views.ProposalSettle.as_view(step="decline"),
        name="proposal-decline",
    ),
    path(
        "administration/rollforslag/<int:pk>/aterta/",
        views.ProposalSettle.as_view(step="withdraw"),
        name="proposal-withdraw",
    ),
    path("administration/grupper/", views.GroupRoleList.as_view(), name="group-role-list"),
    path("administration/grupper/ny/", views.GroupRoleAdd.as_view(), name="group-role-create"),
    path("administration/grupper/<int:pk>/bekrafta/", views.GroupRoleConfirm.as_view(), name="group-role-confirm"),
    path("administration/grupper/<int:pk>/avsluta/", views.GroupRoleEnd.as_view(), name="group-role-end"),
    path("sekretess/lasningar/", views.ReadingList.as_view(), name="reading-list"),
    path("sekretess/logg/", views.SecurityLog.as_view(), name="security-log"),
    path("sekretess/atkomster/", views.GrantList.as_view(), name="grant-list"),
    path("sekretess/atkomster/ny/", views.GrantAdd.as_view(), name="grant-create"),
    path("sekretess/atkomster/<int:pk>/avsluta/", views.GrantEnd.as_view(), name="grant-end"),
    path("sekretess/markningar/", views.MarkList.as_view(), name="mark-list"),
    path("sekretess/markningar/<int:pk>/bekrafta/", views.MarkDecide.as_view(), name="mark-confirm"),
    path("sekretess/markningar/<int:pk>/avsla/", views.MarkDecide.as_view(confirm=False), name="mark-decline"),
    path("sekretess/begar/<str:kind>/<int:pk>/", views.MarkAsk.as_view(), name="mark-ask"),
    path("mitt-konto/", views.OwnAccount.as_view(), name="own-account"),
    path("mitt-konto/losenord/", views.OwnPassword.as_view(), name="own-password"),
    path("losenord/glomt/", views.Forgotten.as_view(), name="password_reset"),
    path("losenord/glomt/skickat/", views.ForgottenDone.as_view(), name="password_reset_done"),
    path("losenord/nytt/<str:uidb64>/<str:token>/", views.NewPassword.as_view(), name="password_reset_confirm"),
    path("losenord/nytt/klart/", views.NewPasswordDone.as_view(), name="password_reset_complete"),
]
