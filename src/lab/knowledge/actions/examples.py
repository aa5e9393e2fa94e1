"""Examples make an empty lab useful; a lab hides them with one click."""

from django.db import transaction

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.directory.models import Lab, Membership
from lab.knowledge.models import Approach, Pitfall


@transaction.atomic
def show_examples(lab: Lab, *, shown: bool, by: Membership) -> None:
    """Show or hide the examples for everybody in the lab; doing so twice is recorded once."""
    changed = Lab.objects.filter(pk=lab.pk, hides_examples=shown).update(hides_examples=not shown)
    if not changed:
        return
    for noun in (Pitfall, Approach):
        noun.objects.filter(lab=lab, is_example=True).update(is_hidden=not shown)
    record(by, Verb.EDITED, lab)
