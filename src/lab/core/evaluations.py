"""The catalogue of evaluations: every view that shows numbers about people or organisations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evaluation:
    """One evaluation: what it shows, why, to whom, from how many on, and for how long."""

    key: str
    title: str
    purpose: str
    audience: str
    threshold: int
    retention: str

    def shows(self, number: int) -> bool:
        """May this number be shown?"""
        return number >= self.threshold


_catalogue: dict[str, Evaluation] = {}


def register(evaluation: Evaluation) -> Evaluation:
    """Enter an evaluation; its key is unique."""
    known = _catalogue.setdefault(evaluation.key, evaluation)
    if known != evaluation:
        raise ValueError(f"evaluation {evaluation.key} is registered twice")
    return evaluation


def catalogue() -> list[Evaluation]:
    """Return all evaluations by key: what a staff council may ask to see."""
    return [_catalogue[key] for key in sorted(_catalogue)]
