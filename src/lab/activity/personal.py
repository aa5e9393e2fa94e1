"""What the house book keeps about people."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lab.activity.models import Activity
from lab.core.personal import PersonalData, register


def _export(user_id: int) -> Iterable[dict[str, Any]]:
    for row in Activity.objects.filter(actor=user_id).order_by("at", "pk"):
        yield {"day": row.at.date().isoformat(), "deed": str(row.get_verb_display())}


def _erase(user_id: int) -> None:
    Activity.objects.filter(actor=user_id).update(actor=None)


register(
    Activity,
    PersonalData(
        _("Showing on a thing which organisation did what to it"),
        _("twelve months; with decisions as long as the thing"),
        _export,
        _erase,
    ),
    order=80,
)
