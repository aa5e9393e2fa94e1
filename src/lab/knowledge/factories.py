"""Pitfalls and approaches for tests."""

import datetime

import factory
from factory.django import DjangoModelFactory

from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.models import Approach, Pitfall, Theme, Visibility
from lab.knowledge.models.contribution import Signature

LONG_AGO = datetime.date(2026, 1, 5)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"thema-{n}")
    name = factory.Sequence(lambda n: f"Thema {n}")


class PitfallFactory(DjangoModelFactory):
    """A pitfall published in the network by a member; ``anonymous=True`` has no origin."""

    class Meta:
        model = Pitfall

    class Params:
        anonymous = factory.Trait(
            visibility=Visibility.ANONYMOUS,
            author=None,
            organisation=None,
            lab=factory.SubFactory(LabFactory),
            signature=Signature.NOBODY,
        )
        waiting = factory.Trait(publish_on=None)
        draft = factory.Trait(publish_on=None, submitted_on=None)

    title = factory.Sequence(lambda n: f"Wenn man {n} vergisst, dann fängt man von vorn an")
    what_happened = "Wir hatten es vergessen und fingen von vorn an."
    advice = "Vorher daran denken."
    visibility = Visibility.NETWORK
    author = factory.SubFactory(MembershipFactory)
    lab = factory.LazyAttribute(lambda o: o.author.lab)
    organisation = factory.LazyAttribute(lambda o: o.author.organisation)
    created_on = LONG_AGO
    submitted_on = LONG_AGO
    publish_on = LONG_AGO


class ApproachFactory(DjangoModelFactory):
    """An approach published in the network by a member."""

    class Meta:
        model = Approach

    class Params:
        waiting = factory.Trait(publish_on=None)
        draft = factory.Trait(publish_on=None, submitted_on=None)

    title = factory.Sequence(lambda n: f"Offene Stunde {n}")
    problem = "Wer keinen Termin hat, kommt nicht dran."
    steps = factory.LazyFunction(lambda: [{"title": "Zählen", "text": "Zwei Wochen lang."}])
    needs_time = "vier Wochen"
    limits = "In kleinen Häusern mit einem Schalter."
    visibility = Visibility.NETWORK
    author = factory.SubFactory(MembershipFactory)
    lab = factory.LazyAttribute(lambda o: o.author.lab)
    organisation = factory.LazyAttribute(lambda o: o.author.organisation)
    created_on = LONG_AGO
    submitted_on = LONG_AGO
    publish_on = LONG_AGO
