"""What the sign-in library says, in the words of the house; what is not listed stays unsaid."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, Promise] = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is already your mail address."),
    "email_password_mismatch": _("Mail address and password do not match."),
    "email_taken": _("Please use another mail address."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This did not work. Please try again, with a fresh code if you used one."),
    "incorrect_password": _("This is not your password."),
    "invalid_password_reset": _("This link has been used or is too old."),
    "rate_limited": _("That was a lot in a short time. Please wait some minutes and try again."),
    "too_many_login_attempts": _(
        "That was a lot of attempts. Please wait five minutes and try again."
    ),
    "unverified_email": _("Please confirm your new mail address first."),
    "cannot_delete_authenticator": _("This cannot be switched off."),
    "cannot_generate_recovery_codes": _("Please set up an app or a passkey first."),
    "connected_other": _("This sign-in already belongs to another account."),
    "no_password": _("Please set a password first, so that you can still sign in."),
    "no_verified_email": _("Please confirm your mail address first."),
    "disconnect_last": _("This is your only way to sign in."),
    "invalid_token": _("The sign-in service sent an answer that cannot be trusted."),
    "not_admitted": _(
        "No organisation taking part uses this mail address. Please use your work address, "
        "or the link in your invitation."
    ),
    "wrong_origin": _("This passkey was used on another address. Please open the page anew."),
}

NOTES: dict[str, Promise] = {
    "account/messages/email_confirmed.txt": _("Your mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("This mail address cannot be confirmed."),
    "account/messages/email_deleted.txt": _("The mail address is no longer waiting."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "There are new recovery codes. Please keep them in a safe place."
    ),
    "mfa/messages/totp_activated.txt": _("The app is set up as your second step."),
    "mfa/messages/totp_deactivated.txt": _("The app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("You can now also sign in this way."),
    "socialaccount/messages/account_connected_updated.txt": _("You can sign in this way."),
    "socialaccount/messages/account_connected_other.txt": ERRORS["connected_other"],
    "socialaccount/messages/account_disconnected.txt": _("You no longer sign in this way."),
}

MAILS = {
    "account_already_exists",
    "email_changed",
    "email_confirmation",
    "email_confirmation_signup",
    "password_changed",
    "password_reset",
    "password_reset_key",
    "password_set",
    "unknown_account",
    "recovery_codes_generated",
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
    "account_connected",
    "account_disconnected",
}
