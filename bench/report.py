"""What was measured, beside what it is compared with and what was aimed at."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measure:
    """One line of the report; an aim such as ``≥ 0.35`` speaks of the ratio, if there is one."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    aim: str | None = None
    met: bool | None = None


def measure(
    name: str, value: float, unit: str, *, reference: float | None = None, aim: str | None = None
) -> Measure:
    """Compare a value with its reference, and the ratio (or the value itself) with the aim."""
    ratio = value / reference if reference else None
    met = None
    if aim is not None:
        sign, _, wanted = aim.partition(" ")
        found = value if reference is None else (ratio or 0.0)
        met = found >= float(wanted) if sign == "≥" else found <= float(wanted)
    return Measure(name, _short(value), unit, _short(reference), _short(ratio, 3), aim, met)


def _short(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)


def table(measures: list[Measure]) -> str:
    """The lines for people."""
    rows = [("measure", "value", "unit", "reference", "ratio", "aim", "met")]
    rows += [tuple(_cell(value) for value in asdict(one).values()) for one in measures]
    widths = [max(len(row[place]) for row in rows) for place in range(7)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in {1, 3, 4} else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.0f}"
    return "" if value is None else str(value)


def write(measures: list[Measure], place: Path) -> None:
    """The lines for machines."""
    lines = [asdict(one) for one in measures]
    place.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
