"""Reading the word lists before anybody asks: the first question must not wait seconds for them."""

from lab.search.analysis import words
from lab.search.synonyms import spans


def warm() -> None:
    """Load the analyser and the synonyms; later questions find them in memory."""
    list(spans(words("Bürgerbüro")))
