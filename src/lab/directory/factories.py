"""Labs, houses and members for tests."""

import factory
from factory.django import DjangoModelFactory

from lab.accounts.factories import UserFactory
from lab.directory.models import Lab, Membership, Organisation, Partnership, RoleGrant
from lab.directory.models.organisation import Kind


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Stadt Beispiel {n}")
    short_name = factory.Sequence(lambda n: f"Beispiel {n}")
    kind = Kind.CITY
    size_class = "m"
    land = "05"


class LabFactory(DjangoModelFactory):
    class Meta:
        model = Lab

    slug = factory.Sequence(lambda n: f"labor-{n}")
    name = factory.Sequence(lambda n: f"Labor {n}")
    host = factory.SubFactory(OrganisationFactory)


class MembershipFactory(DjangoModelFactory):
    """A member; ``roles=[…]`` grants roles, and the organisation takes part in the lab."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    lab = factory.SubFactory(LabFactory)

    @factory.post_generation
    def partnership(self, create, extracted, **kwargs):
        Partnership.objects.get_or_create(lab=self.lab, organisation=self.organisation)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or []:
            RoleGrant.objects.create(membership=self, role=role)
        self.__dict__.pop("roles", None)
