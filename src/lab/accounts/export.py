"""Everything the installation keeps about one person, as JSON and as a page to read."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from lab.accounts.models import User
from lab.core.personal import personal_rules


@dataclass(frozen=True)
class Part:
    """What one model keeps, why and until when."""

    label: str
    title: str
    purpose: str
    retention: str
    rows: list[dict[str, Any]]


def parts(user: User) -> list[Part]:
    """Collect the parts by the rules every model states, the account first."""
    found = []
    for label, rule in reversed(personal_rules()):
        rows = [dict(row) for row in rule.export(user.pk)]
        title = str(apps.get_model(label)._meta.verbose_name_plural)
        found.append(Part(label, title, str(rule.purpose), str(rule.retention), rows))
    return found


def archive(user: User) -> bytes:
    """Return a ZIP with ``daten.json`` and ``daten.html``."""
    collected = parts(user)
    plain = {part.label: part.rows for part in collected}
    content = json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    context = {"parts": collected, "brand": settings.LAB_BRAND, "today": timezone.localdate()}
    page = render_to_string("accounts/export.html", context)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("daten.json", content)
        box.writestr("daten.html", page)
    return file.getvalue()
