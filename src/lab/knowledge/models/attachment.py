"""Files: stored under random names, without metadata, served as downloads only."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.core.ids import public_id_field, random_key_field
from lab.knowledge.models.approach import Approach, Licence
from lab.knowledge.models.pitfall import Pitfall


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Questions one may ask about many files."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the files of what the viewer may read; editors also read what waits for them."""
        pitfalls = Pitfall.objects.visible_to(viewer).values("pk")
        approaches = Approach.objects.visible_to(viewer).values("pk")
        waiting_pitfalls = Pitfall.objects.for_editors(viewer).values("pk")
        waiting_approaches = Approach.objects.for_editors(viewer).values("pk")
        return self.filter(
            Q(pitfall__in=pitfalls)
            | Q(approach__in=approaches)
            | Q(pitfall__in=waiting_pitfalls)
            | Q(approach__in=waiting_approaches)
        )


class Attachment(models.Model):
    """A file that belongs to a pitfall or an approach; ``size`` in bytes, ``sha256`` in hex."""

    id = random_key_field()
    public_id = public_id_field()
    pitfall = models.ForeignKey(Pitfall, models.CASCADE, null=True, related_name="attachments")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="attachments")
    title = models.CharField(_("Title"), max_length=120)
    stored_name = models.CharField(max_length=80, unique=True, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    extension = models.CharField(max_length=10, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    licence = models.CharField(_("Licence"), max_length=14, choices=Licence, blank=True)
    is_editable = models.BooleanField(_("Others can edit it"), default=False)
    added_on = models.DateField(default=timezone.localdate, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        """Belongs to one thing."""

        constraints = [
            models.CheckConstraint(
                condition=Q(pitfall=None, approach__isnull=False)
                | Q(pitfall__isnull=False, approach=None),
                name="an_attachment_has_one_subject",
            )
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def subject(self) -> Pitfall | Approach:
        """Return what the file belongs to."""
        found = self.pitfall or self.approach
        assert found is not None
        return found
