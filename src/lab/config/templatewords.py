"""Find translatable words in Django templates, for Babel."""

import io
from collections.abc import Iterator
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """Yield Babel's tuples for one template.

    Django's own ``templatize`` turns the template into Python-like calls of gettext, which
    Babel reads like any other source; lines stay the same.
    """
    source = templatize(file.read().decode(), origin=getattr(file, "name", None))
    flat = "\n".join(line.lstrip() for line in source.splitlines())
    yield from extract_python(io.BytesIO(flat.encode()), keywords, comment_tags, options)
