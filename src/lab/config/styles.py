"""Make style sheets small: keep the parts of KERN in use, take the air out of our own."""

import re
from collections.abc import Iterator

USED = re.compile(
    r"(?:accordion|alert|badge|body|btn|error|fieldset|form-check|form-input|hint|"
    r"input-group|label|layer|link|sr-only|table|title)(?![a-z0-9])"
    r"|icon(?:$|--(?:info|success|warning|danger|default|small|large)$)"
)
KERN_CLASS = re.compile(r"\.kern-([a-zA-Z0-9_-]+)")
TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\))"""
    r"|(?P<open>\{)|(?P<close>\})|(?P<end>;)",
    re.DOTALL,
)


def only_used(css: str) -> str:
    """Return the style sheet without rules for KERN classes this house does not use."""
    return "".join(_kept(css))


def minified(css: str) -> str:
    """Return the style sheet without comments and needless spaces; texts stay as they are."""
    out, position = [], 0
    for token in TOKEN.finditer(css):
        if token.lastgroup in {"comment", "text"}:
            out.append(css[position : token.start()])
            out.append("" if token.lastgroup == "comment" else f"\0{token.group()}\0")
            position = token.end()
    parts = "".join([*out, css[position:]]).split("\0")
    return "".join(part if nr % 2 else _tight(part) for nr, part in enumerate(parts)).strip()


def _tight(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r":\s", ":", css).replace(";}", "}")


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None:
            yield "" if head.startswith("@charset") else head
        elif head.startswith(("@media", "@supports")):
            inner = only_used(body)
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [s for s in _selectors(head) if _is_used(s)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule as head and body; a statement without a body has None."""
    depth, start, opened = 0, 0, 0
    for token in TOKEN.finditer(css):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
            if depth == 1:
                opened = token.start()
        elif kind == "close":
            depth -= 1
            if depth == 0:
                yield _bare(css[start:opened]), css[opened + 1 : token.start()]
                start = token.end()
        elif kind == "end" and depth == 0:
            yield _bare(css[start : token.end()]), None
            start = token.end()


def _bare(head: str) -> str:
    return re.sub(r"/\*.*?\*/", "", head, flags=re.DOTALL).strip()


def _selectors(head: str) -> list[str]:
    """Split a list of selectors at the commas that stand outside brackets."""
    parts, depth = [""], 0
    for sign in head:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _is_used(selector: str) -> bool:
    outside = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", selector))
    return all(USED.match(name) for name in KERN_CLASS.findall(outside))
