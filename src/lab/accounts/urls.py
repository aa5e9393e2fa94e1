"""Addresses of this room; the names without "accounts:" are those the sign-in library asks for."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path, register_converter

from lab.accounts.converters import Account, AddressKey
from lab.accounts.http import sign_in_required as own
from lab.accounts.views import account as views
from lab.accounts.views import providers, signing_in

register_converter(Account, "account")
register_converter(AddressKey, "address_key")

OWN = [
    path("", views.home, name="home"),
    path("fortsetzen/", signing_in.again, name="again"),
    path("geraete/", views.sessions, name="sessions"),
    path("geraete/abmelden/", views.sessions_end, name="sessions_end"),
    path("geraete/<str:public_id>/", views.session, name="session"),
    path("geraete/<str:public_id>/abmelden/", views.session_end, name="session_end"),
    path("zweiter-schritt/passkeys/<str:mark>/", views.passkey, name="passkey"),
    path(
        "zweiter-schritt/passkeys/<str:mark>/entfernen/",
        views.passkey_removal,
        name="passkey_removal",
    ),
    path("meine-daten/", views.export, name="export"),
    path("loeschen/", views.farewell, name="farewell"),
    path("geloescht/", views.gone, name="gone"),
]
IN = [
    path("", providers.sign_in, name="account_login"),
    path("geschlossen/", allauth.account_inactive, name="account_inactive"),
    path("zweiter-schritt/", signing_in.second_step, name="mfa_authenticate"),
    path("passkey/", signing_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("misslungen/", social.login_error, name="socialaccount_login_error"),
    path("dienst/<slug:provider_id>/", providers.to_service, name="openid_connect_login"),
    path(
        "dienst/<slug:provider_id>/zurueck/", providers.from_service, name="openid_connect_callback"
    ),
]
NEW = [
    path("", providers.sign_up, name="account_signup"),
    path("dienst/", social.signup, name="socialaccount_signup"),
    path("bestaetigen/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("bestaetigen/<address_key:key>/", allauth.confirm_email, name="account_confirm_email"),
]
FORGOTTEN = [
    path("vergessen/", allauth.password_reset, name="account_reset_password"),
    path("vergessen/gesendet/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "neu/fertig/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "neu/<account:uidb36>-<str:key>/",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
CHANGE = [
    path("passwort/", own(allauth.password_change), name="account_change_password"),
    path("passwort/setzen/", own(allauth.password_set), name="account_set_password"),
    path("mailadresse/", own(allauth.email), name="account_email"),
    path("anmeldewege/", providers.connections, name="socialaccount_connections"),
    path("noch-einmal/", own(allauth.reauthenticate), name="account_reauthenticate"),
    path("noch-einmal/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "noch-einmal/passkey/",
        own(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("zweiter-schritt/", own(mfa.index), name="mfa_index"),
    path("zweiter-schritt/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("zweiter-schritt/app/abschalten/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("zweiter-schritt/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "zweiter-schritt/codes/neu/",
        own(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "zweiter-schritt/codes/datei/",
        own(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("zweiter-schritt/passkeys/neu/", own(webauthn.add_webauthn), name="mfa_add_webauthn"),
]

urlpatterns = [
    path("anmelden/", include(IN)),
    path("abmelden/", allauth.logout, name="account_logout"),
    path("registrieren/", include(NEW)),
    path("passwort/", include(FORGOTTEN)),
    path("konto/", include(CHANGE)),
    path("konto/", include((OWN, "accounts"))),
]
