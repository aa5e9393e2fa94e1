"""``lab demo`` and ``lab new-lab``: a lab comes into being."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from lab.config.commands import Refused, say
from lab.config.demo import ensure_demo, sign_ins
from lab.config.migrating import migrate
from lab.directory.actions import create_lab, draft_legal_pages
from lab.directory.actions import invite as send_invitation
from lab.directory.models import Lab, MailDomain, Organisation
from lab.directory.models.membership import Role
from lab.directory.models.organisation import Kind
from lab.knowledge.incoming import GERMAN
from lab.knowledge.seed import load_examples


def demo(wish: argparse.Namespace) -> None:
    """Create the demo lab if there is no lab yet, and show its sign-ins."""
    migrate()
    if not ensure_demo() and not Lab.objects.filter(is_demo=True).exists():
        raise Refused(
            "In dieser Installation gibt es schon ein Labor, ein Vorführ-Labor passt nicht dazu."
        )
    say(sign_ins())


def new_lab(wish: argparse.Namespace) -> None:
    """Create a lab with its examples and invite the person who will coordinate it."""
    email = wish.coordinator.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"„{wish.coordinator}“ ist keine Mailadresse.") from None
    migrate()
    with transaction.atomic():
        lab = _create(wish.name.strip(), _house_of(email))
        load_examples(lab)
        draft_legal_pages(_house_of(email))
        send_invitation(
            lab, _house_of(email), email, roles=[Role.LAB_COORDINATOR, Role.COORDINATOR]
        )
    say(f"Das Labor „{lab.name}“ ist angelegt, seine Adresse beginnt mit /{lab.slug}/.")
    say(f"Die Einladung an {email} wird versandt, sobald das Labor läuft.")


def _create(name: str, house: Organisation) -> Lab:
    slug = slugify(name.lower().translate(GERMAN))[:30].strip("-")
    if Lab.objects.filter(slug=slug).exists():
        raise Refused(f"Ein Labor mit der Kurzadresse „{slug}“ gibt es schon.")
    try:
        return create_lab(slug, name, [house])
    except ValidationError as problem:
        raise Refused(f"Dieser Name geht nicht: {' '.join(problem.messages)}") from None


def _house_of(email: str) -> Organisation:
    """Return the organisation of a mail address; an unknown one gets the name of its domain."""
    domain = email.rpartition("@")[2]
    known = MailDomain.objects.filter(domain=domain).select_related("organisation").first()
    if known is not None:
        return known.organisation
    house = Organisation.objects.create(name=domain, short_name=domain[:40], kind=Kind.CITY)
    MailDomain.objects.create(organisation=house, domain=domain)
    return house
