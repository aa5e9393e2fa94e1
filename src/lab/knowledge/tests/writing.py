"""People and texts for the tests of writing."""

from django.urls import reverse

from lab.directory.factories import LabFactory, MembershipFactory, OrganisationFactory
from lab.directory.models import Partnership
from lab.knowledge.actions.capture import capture_anonymously
from lab.knowledge.actions.claim import find_by_code

TEXTS = {
    "title": "Wenn man vormittags einlädt, dann fehlen die Ehrenamtlichen",
    "what_happened": "Wir hatten zweimal um 10 Uhr eingeladen.\n\nEs kamen nur Hauptamtliche.",
    "advice": "Abends einladen und vorher fragen.",
}


def page(lab, name, *args):
    return reverse(f"knowledge:{name}", args=[lab.slug, *args])


def a_lab(houses=3):
    """A lab with this many houses, each with one editor."""
    lab = LabFactory()
    return lab, [an_editor(lab) for _ in range(houses)]


def an_editor(lab, **kwargs):
    return MembershipFactory(lab=lab, roles=["editor"], **kwargs)


def same_houses(lab, number, **kwargs):
    houses = OrganisationFactory.create_batch(number, **kwargs)
    for house in houses:
        Partnership.objects.create(lab=lab, organisation=house)
    return houses


def anonymous_pitfall(lab, house, **texts):
    """Capture one and return it with its code."""
    code = capture_anonymously(lab, house, texts=TEXTS | texts)
    return find_by_code(lab, code), code
