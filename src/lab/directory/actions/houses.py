"""Labs and the organisations that take part in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from lab.directory.housebook import Doer, Unnamed, record
from lab.directory.models import Lab, MailDomain, Membership, Organisation, Partnership


@transaction.atomic
def create_lab(
    slug: str,
    name: str,
    organisations: Iterable[Organisation],
    *,
    purpose: str = "",
    is_demo: bool = False,
) -> Lab:
    """Found a lab; the first organisation is its host. Raises ValidationError on a bad slug."""
    partners = list(organisations)
    host = partners[0] if partners else None
    lab = Lab(slug=slug, name=name, purpose=purpose, host=host, is_demo=is_demo)
    lab.full_clean(exclude=None if host else ["host"])
    lab.save()
    for place, organisation in enumerate(partners):
        Partnership.objects.create(lab=lab, organisation=organisation, place=place)
    record(Unnamed(lab_id=lab.pk), "created", lab)
    return lab


@transaction.atomic
def add_organisation(
    lab: Lab, organisation: Organisation, *, by: Doer | None = None
) -> Partnership:
    """Let an organisation take part; a second time changes nothing."""
    if organisation.pk is None:
        organisation.save()
    partnership, is_new = Partnership.objects.get_or_create(
        lab=lab,
        organisation=organisation,
        defaults={"place": lab.partnerships.count()},
    )
    if is_new:
        record(by or Unnamed(lab_id=lab.pk), "joined", organisation)
    return partnership


@transaction.atomic
def change_lab(lab: Lab, values: Mapping[str, Any], *, by: Membership) -> None:
    """Change name, purpose or host of a lab."""
    if _change(lab, values):
        record(by, "edited", lab)


@transaction.atomic
def change_organisation(
    organisation: Organisation, values: Mapping[str, Any], *, by: Membership
) -> None:
    """Change what the directory says about an organisation."""
    if _change(organisation, values):
        record(by, "edited", organisation)


@transaction.atomic
def allow_domain(organisation: Organisation, domain: str, *, by: Doer) -> MailDomain:
    """Let owners of addresses of this domain ask to join."""
    row, is_new = MailDomain.objects.get_or_create(
        organisation=organisation, domain=domain.strip().lower()
    )
    if is_new:
        record(by, "edited", organisation)
    return row


@transaction.atomic
def forbid_domain(organisation: Organisation, domain: str, *, by: Doer) -> None:
    """Take a domain from the list; those who have joined stay."""
    gone, _ = MailDomain.objects.filter(organisation=organisation, domain=domain).delete()
    if gone:
        record(by, "edited", organisation)


def _change(thing: Model, values: Mapping[str, Any]) -> bool:
    fields = [name for name, value in values.items() if getattr(thing, name) != value]
    for name in fields:
        setattr(thing, name, values[name])
    if fields:
        thing.save(update_fields=fields)
    return bool(fields)
