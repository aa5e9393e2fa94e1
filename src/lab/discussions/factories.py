"""Comments and reports for tests."""

import factory
from factory.django import DjangoModelFactory

from lab.directory.factories import MembershipFactory
from lab.discussions.models import Comment, Report


class CommentFactory(DjangoModelFactory):
    """A comment; give it a ``thing``."""

    class Meta:
        model = Comment

    author = factory.SubFactory(MembershipFactory)
    lab = factory.SelfAttribute("author.lab")
    organisation = factory.SelfAttribute("author.organisation")
    text = "Bei uns half ein Gespräch am Anfang."


class ReportFactory(DjangoModelFactory):
    """A report; give it a ``thing``."""

    class Meta:
        model = Report

    lab = factory.SelfAttribute("thing.lab")
    reason = "Jemand ist erkennbar."
