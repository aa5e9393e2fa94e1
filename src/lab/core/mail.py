"""Mails of the house: a text that stands alone, and the same as HTML with nothing remote."""

import logging
import secrets
from smtplib import SMTPException
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string

if TYPE_CHECKING:
    from django.template.backends.django import Template as DjangoTemplate

log = logging.getLogger(__name__)


def build(template: str, to: str, context: dict[str, object]) -> EmailMultiAlternatives:
    """Write the mail; the first line of the text template is the subject."""
    known = {"brand": settings.LAB_BRAND, "site": settings.LAB_URL, **context}
    source = cast("DjangoTemplate", get_template(template)).template
    subject, _, body = source.render(Context(known, autoescape=False)).strip().partition("\n")
    host = urlsplit(settings.LAB_URL).hostname
    mail = EmailMultiAlternatives(
        " ".join(subject.split()),
        body.strip() + "\n",
        to=[to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{secrets.token_hex(16)}@{host}>",
        },
    )
    paragraphs = body.strip().split("\n\n")
    page = render_to_string(
        "core/mail.html", {**known, "subject": subject, "paragraphs": paragraphs}
    )
    mail.attach_alternative(page, "text/html")
    return mail


def send(template: str, to: str, context: dict[str, object]) -> bool:
    """Send the mail; False, and a line in the log, when the mail server does not answer."""
    try:
        build(template, to, context).send()
    except (SMTPException, OSError) as problem:
        log.warning("A mail could not be sent: %s", type(problem).__name__)
        return False
    return True
