"""How forms are rendered: label, hint, complaint and field in the markup of the house."""

from pathlib import Path
from typing import ClassVar

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

OWN = Path(__file__).with_name("templates")
DJANGO = Path(django.forms.__file__).with_name("templates")


class LabRenderer(DjangoTemplates):
    """Forms in the markup of the house; own templates go before those of Django."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
    formset_template_name = "core/forms/formset.html"
    builtins: ClassVar[list[str]] = [
        "django.templatetags.i18n",
        "django.templatetags.static",
        "lab.core.templatetags.lab",
    ]

    @cached_property
    def engine(self) -> Backend:
        """Return the engine that renders forms and widgets."""
        return Backend(
            {
                "NAME": "forms",
                "APP_DIRS": True,
                "DIRS": [OWN, DJANGO],
                "OPTIONS": {"builtins": self.builtins},
            }
        )
