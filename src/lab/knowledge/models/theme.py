"""Themes: what a contribution is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """A theme of the shared list, or a free tag that came in with an import."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    is_free = models.BooleanField(default=False)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
