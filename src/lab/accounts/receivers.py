"""What this floor makes of signals: the start of a session, and a confirmed address."""

import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lab.accounts.admission import invitation_of, welcome
from lab.accounts.models import User
from lab.accounts.sessions import SINCE


@receiver(user_logged_in, dispatch_uid="accounts.begin")
def begin(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Remember the beginning in the sealed session, and the quarter in the account."""
    request.session[SINCE] = int(time.time())
    today = timezone.localdate()
    quarter = f"{today.year}Q{(today.month - 1) // 3 + 1}"
    if user.last_quarter != quarter:
        User.objects.filter(pk=user.pk).update(last_quarter=quarter)


@receiver(email_confirmed, dispatch_uid="accounts.confirmed")
def confirmed(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """Tell the upper floors that the person is who the address says."""
    welcome(email_address.user, invitation_of(request))


@receiver(user_signed_up, dispatch_uid="accounts.signed_up")
def signed_up(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Tell them too when a sign-in service vouched for the address."""
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        welcome(user, invitation_of(request))
