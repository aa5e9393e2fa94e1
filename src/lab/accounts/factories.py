"""People for tests."""

import factory
from factory.django import DjangoModelFactory

from lab.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@luenen.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("korrekt-pferd-batterie")
