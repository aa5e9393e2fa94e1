"""What readers say with a tap: pseudonymous, one per person, counted by organisation."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lab.core.ids import random_key_field
from lab.core.pseudonyms import tag
from lab.knowledge.models.approach import Approach
from lab.knowledge.models.pitfall import Pitfall

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TAG_LENGTH = 32


def person_tag(user_id: int, thing: models.Model) -> str:
    """Return the tag under which a person speaks about one thing; another one for each thing."""
    return tag("person", user_id, thing.pk)


def organisation_tag(organisation_id: int, thing: models.Model) -> str:
    """Return the tag under which the houses that speak about one thing are counted."""
    return tag("organisation", organisation_id, thing.pk)


class Voice(models.Model):
    """ "Auch bei uns", "hat uns gewarnt", or how the advice worked; the tags are keyed hashes."""

    class Kind(models.TextChoices):
        """What is said."""

        ALSO_HERE = "also_here", _("Here, too")
        WARNED = "warned", _("Warned us")
        ADVICE = "advice", _("Did the advice work?")

    class Value(models.TextChoices):
        """How the advice worked."""

        WORKED = "worked", _("worked")
        PARTLY = "partly", _("partly")
        NOT = "not", _("did not work")

    id = random_key_field()
    pitfall = models.ForeignKey(Pitfall, models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=10, choices=Value, blank=True)
    story = models.TextField(_("What did it spare you?"), max_length=600, blank=True)
    person_tag = models.CharField(max_length=TAG_LENGTH)
    organisation_tag = models.CharField(max_length=TAG_LENGTH)

    class Meta:
        """A person says a thing once."""

        constraints = [
            models.UniqueConstraint(
                fields=["pitfall", "kind", "person_tag"], name="a_person_says_a_thing_once"
            )
        ]

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind


def _stars(label: "StrOrPromise") -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class Tap(models.Model):
    """How an approach looks to those who might take it over (Rogers' five attributes, 1 to 5)."""

    id = random_key_field()
    approach = models.ForeignKey(Approach, models.CASCADE, related_name="taps")
    person_tag = models.CharField(max_length=TAG_LENGTH)
    advantage = _stars(_("Better than what we do now"))
    fit = _stars(_("Fits us"))
    simplicity = _stars(_("Easy to understand"))
    trialability = _stars(_("Can be tried in small"))
    visibility = _stars(_("One sees what it brings"))
    missing = models.TextField(_("What do you miss to take it over?"), max_length=600, blank=True)

    class Meta:
        """A person taps once."""

        constraints = [
            models.UniqueConstraint(fields=["approach", "person_tag"], name="a_person_taps_once")
        ]

    def __str__(self) -> str:
        """Return the key of the approach."""
        return str(self.approach_id)

    @classmethod
    def label_of(cls, name: str) -> str:
        """Return the words of one of the five attributes."""
        field = cls._meta.get_field(name)
        assert isinstance(field, models.Field)
        return str(field.verbose_name)
