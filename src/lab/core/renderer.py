"""How forms are rendered."""

from django.forms.renderers import TemplatesSetting


class LabRenderer(TemplatesSetting):
    """Forms in the markup of the house."""
