"""Writing a pitfall down: three texts and one choice."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.models import DailyCount
from lab.core.pseudonyms import digest
from lab.directory.models import Lab, Membership, Organisation
from lab.knowledge.claimcodes import code_for
from lab.knowledge.coarsening import coarsen
from lab.knowledge.models import Pitfall, Visibility
from lab.knowledge.models.contribution import SHARED, Signature

ANONYMOUS_DEED = "knowledge.anonymous_pitfall"


@transaction.atomic
def capture_anonymously(
    lab: Lab, organisation: Organisation, *, texts: Mapping[str, str], nonce: str = ""
) -> str:
    """Keep a pitfall without its origin and return its claim code, which is kept nowhere.

    No row of the house book, no task: the day is counted, and the daily sweep finds the rest. The
    same form sent twice is one pitfall.
    """
    code = code_for(nonce, lab.slug, *(texts[name] for name in sorted(texts)))
    context = coarsen(lab, organisation)
    today = timezone.localdate()
    _pitfall, is_new = Pitfall.objects.get_or_create(
        claim_hash=digest(code),
        defaults={
            "lab": lab,
            "visibility": Visibility.ANONYMOUS,
            "signature": Signature.NOBODY,
            "submitted_on": today,
            "context_kind": context.kind,
            "context_size": context.size_class,
            "context_land": context.land,
            **texts,
        },
    )
    if is_new:
        DailyCount.objects.add(ANONYMOUS_DEED, today)
    return code


@transaction.atomic
def capture_pitfall(*, by: Membership, visibility: str, texts: Mapping[str, str]) -> Pitfall:
    """Keep a signed pitfall: for the network it waits for editors, in-house it appears at once."""
    today = timezone.localdate()
    pitfall = Pitfall.objects.create(
        lab_id=by.lab_id,
        author=by,
        organisation_id=by.organisation_id,
        visibility=visibility,
        submitted_on=None if visibility == Visibility.PRIVATE else today,
        publish_on=today if visibility == Visibility.ORGANISATION else None,
        **texts,
    )
    record(by, Verb.SUBMITTED if visibility in SHARED else Verb.CREATED, pitfall)
    return pitfall
