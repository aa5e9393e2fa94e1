"""Answers a view gives: a whole page or, for htmx, the part of it that changed."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

M = TypeVar("M", bound=Model)


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer htmx with the named partial of the template and everybody else with the page."""
    name = f"{template}#{part}" if getattr(request, "htmx", False) else template
    return render(request, name, context, status=status)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows and the mark where the next ones begin (keyset, no totals)."""

    rows: list[M]
    next: str | None


def page_after(
    rows: QuerySet[M], mark: str | None, *, keys: tuple[str, str], size: int = 20
) -> Page[M]:
    """Return the page of ``rows`` that follows ``mark``, newest first.

    ``keys`` are two field names, both descending; the second must be unique. A mark reads
    ``<first>~<second>``; a malformed one is treated as the beginning.
    """
    first, second = keys
    ordered = rows.order_by(f"-{first}", f"-{second}")
    found = list(_following(ordered, mark, first, second)[: size + 1])
    more = len(found) > size
    last = found[size - 1] if more else None
    following = f"{getattr(last, first)}~{getattr(last, second)}" if last else None
    return Page(rows=found[:size], next=following)


def _following(rows: QuerySet[M], mark: str | None, first: str, second: str) -> QuerySet[M]:
    value, separator, tie = (mark or "").partition("~")
    if not separator:
        return rows
    try:
        start = _field(rows, first).to_python(value)
        after = _field(rows, second).to_python(tie)
    except (ValueError, TypeError, ArithmeticError, ValidationError):
        return rows
    earlier = Q(**{f"{first}__lt": start})
    return rows.filter(earlier | Q(**{first: start, f"{second}__lt": after}))


def _field(rows: QuerySet[M], name: str) -> Field[Any, Any]:
    field = rows.model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
