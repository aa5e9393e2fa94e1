"""Pitfalls and approaches, and what editors and readers do with them."""

from lab.knowledge.models.approach import Approach, ApproachTheme, Version
from lab.knowledge.models.attachment import Attachment
from lab.knowledge.models.contribution import Contribution, Visibility
from lab.knowledge.models.editing import Question, Redaction, Rejection, Release
from lab.knowledge.models.pitfall import Avoidance, Pitfall, PitfallTheme
from lab.knowledge.models.theme import Theme
from lab.knowledge.models.voice import Tap, Voice

__all__ = [
    "Approach",
    "ApproachTheme",
    "Attachment",
    "Avoidance",
    "Contribution",
    "Pitfall",
    "PitfallTheme",
    "Question",
    "Redaction",
    "Rejection",
    "Release",
    "Tap",
    "Theme",
    "Version",
    "Visibility",
    "Voice",
]
