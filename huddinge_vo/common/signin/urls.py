"""Addresses of signing in. Of allauth only what is used is here; the names are those by which it leads on."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from huddinge_vo.common.signin import municipal, views

_FACTORS = "mitt-konto/tva-steg/"
urlpatterns = [
    path("logga-in/", views.Login.as_view(), name="account_login"),
    path("logga-in/andra-steget/", mfa.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("logga-in/passkey/", passkeys.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("logga-in/via/<str:provider_id>/", municipal.go_there, name="openid_connect_login"),
    path("logga-in/via/<str:provider_id>/klar/", municipal.come_back, name="openid_connect_callback"),
    path("logga-ut/", views.SignOut.as_view(), name="account_logout"),
    path("bekrafta/losenord/", ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.ReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("bekrafta/passkey/", passkeys.ReauthenticateWebAuthnView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("bekrafta/fortsatt/", views.ProofContinue.as_view(), name="proof-continue"),
    path("mitt-konto/inloggningar/", views.OwnSessions.as_view(), name="own-sessions"),
    path(_FACTORS, views.Factors.as_view(), name="mfa_index"),
    path(f"{_FACTORS}app/", views.ConnectApp.as_view(), name="mfa_activate_totp"),
    path(f"{_FACTORS}app/ta-bort/", app.DeactivateTOTPView.as_view(), name="mfa_deactivate_totp"),
    path(f"{_FACTORS}koder/", codes.ViewRecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path(f"{_FACTORS}koder/nya/", codes.GenerateRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path(f"{_FACTORS}passkey/ny/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(f"{_FACTORS}passkey/<int:pk>/ta-bort/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
