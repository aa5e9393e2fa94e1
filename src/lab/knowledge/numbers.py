"""Numbers of houses, shown only from a threshold on; each is in the catalogue of evaluations."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lab.core.evaluations import Evaluation, register

ALSO_HERE = register(
    Evaluation(
        key="knowledge.also_here",
        title="Auch bei uns",
        purpose="Zeigen, dass eine Stolperfalle nicht nur ein Haus betrifft.",
        audience="alle, die die Stolperfalle lesen dürfen",
        threshold=3,
        retention="solange die Stolperfalle besteht",
    )
)
WARNED = register(
    Evaluation(
        key="knowledge.warned",
        title="Hat uns gewarnt",
        purpose="Zeigen, dass Aufschreiben anderen etwas erspart hat.",
        audience="alle, die die Stolperfalle lesen dürfen",
        threshold=3,
        retention="solange die Stolperfalle besteht",
    )
)
ADVICE = register(
    Evaluation(
        key="knowledge.advice",
        title="Hat der Rat geholfen?",
        purpose="Zeigen, ob eine Empfehlung in anderen Häusern wirkt.",
        audience="alle, die die Stolperfalle lesen dürfen",
        threshold=3,
        retention="solange die Stolperfalle besteht",
    )
)
TAPS = register(
    Evaluation(
        key="knowledge.taps",
        title="Einschätzung eines Ansatzes",
        purpose="Zeigen, was einem Ansatz zur Übernahme fehlt (fünf Merkmale nach Rogers).",
        audience="Mitglieder des Labors",
        threshold=7,
        retention="solange der Ansatz besteht",
    )
)


def also_here_words(houses: int) -> str:
    """Say in how many houses it happened, too; below three without a number."""
    if not houses:
        return ""
    if not ALSO_HERE.shows(houses):
        return _("elsewhere, too")
    return ngettext("in %(n)d organisation, too", "in %(n)d organisations, too", houses) % {
        "n": houses
    }


def warned_words(houses: int) -> str:
    """Say how many houses were warned; below three without a number."""
    if not houses:
        return ""
    if not WARNED.shows(houses):
        return _("has warned already")
    return ngettext("has warned %(n)d", "has warned %(n)d", houses) % {"n": houses}
