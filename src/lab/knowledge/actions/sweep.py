"""What happens once a day: editors learn that something waits, and what is over is forgotten."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation

from lab.core.mail import send
from lab.directory.models import Membership
from lab.directory.models.membership import Role
from lab.knowledge.actions.attachments import sweep_files
from lab.knowledge.actions.removal import remove
from lab.knowledge.models import Approach, Pitfall, Redaction, Visibility

DROPPED_KEPT_FOR = datetime.timedelta(days=90)


def sweep() -> None:
    """Do everything that is due today; doing it again on the same day changes nothing."""
    empty_originals()
    forget_dropped()
    mix_rows()
    sweep_files()
    write_to_editors()


def empty_originals() -> None:
    """Empty the passages that were taken out of texts whose publication day has come."""
    today = timezone.localdate()
    published = Q(pitfall__publish_on__lte=today) | Q(approach__publish_on__lte=today)
    rows = Redaction.objects.exclude(original="").filter(published)
    Redaction.objects.filter(pk__in=rows.values("pk")).update(original="")


def forget_dropped() -> None:
    """Remove anonymous texts that editors did not publish and nobody reworked for 90 days."""
    before = timezone.localdate() - DROPPED_KEPT_FOR
    dropped = Pitfall.objects.filter(visibility=Visibility.ANONYMOUS, submitted_on=None)
    for pitfall in dropped.exclude(rejections__on__gt=before):
        with transaction.atomic():
            remove(pitfall)


def mix_rows() -> None:
    """Write the newest rows once more in the order of their random keys.

    Some databases keep rows in the order they came, and a dump shows it. The order of a day must
    not say between which signed texts an anonymous one was written.
    """
    since = timezone.localdate() - datetime.timedelta(days=2)
    for pk in (
        Pitfall.objects.filter(created_on__gte=since).order_by("pk").values_list("pk", flat=True)
    ):
        Pitfall.objects.filter(pk=pk).update(revision=F("revision"))


def write_to_editors() -> None:
    """Tell each editor how many texts wait for their organisation: numbers only, no titles."""
    editors = Membership.objects.active().filter(grants__role=Role.EDITOR)
    for editor in editors.select_related("user", "lab", "organisation"):
        waiting = sum(
            noun.objects.filter(lab=editor.lab_id)
            .awaiting_release()
            .needing(editor.organisation_id)
            .count()
            for noun in (Pitfall, Approach)
        )
        due = sum(
            noun.objects.filter(lab=editor.lab_id, is_example=False).due_for_review().count()
            for noun in (Pitfall, Approach)
        )
        if waiting or due:
            _write(editor, waiting=waiting, due=due)


def _write(editor: Membership, *, waiting: int, due: int) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.LAB_URL + reverse("knowledge:editors", args=[editor.lab.slug])
        told = {"editor": editor, "waiting": waiting, "due": due, "address": address}
        send("knowledge/mail_editors.txt", editor.user.email, told)
