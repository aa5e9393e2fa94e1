"""People for tests."""

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from lab.accounts.models import User

PASSWORD = "korrekt-pferd-batterie"


class UserFactory(DjangoModelFactory):
    """Somebody whose mail address is confirmed; ``password`` is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@luenen.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        """``address=False`` leaves the mail address unconfirmed."""
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, verified=extracted is not False, primary=True
            )
