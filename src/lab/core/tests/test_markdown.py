import pytest
from bs4 import BeautifulSoup

from lab.core.markdown import render

XSS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[klick](javascript:alert(1))",
    "[klick](data:text/html;base64,PHNjcmlwdD4=)",
    "![bild](https://fremd.example/zaehler.png)",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "<iframe src='https://fremd.example'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "[x](https://e.example 'a\" onmouseover=\"alert(1)')",
    "<style>body{display:none}</style>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
]


@pytest.mark.parametrize("text", XSS)
def test_no_text_becomes_code_or_fetches_anything(text):
    page = BeautifulSoup(render(text), "html.parser")

    tags = {tag.name for tag in page.find_all()}
    attributes = {name for tag in page.find_all() for name in tag.attrs}
    addresses = [tag["href"].partition(":")[0] for tag in page.find_all(href=True)]
    assert tags <= {"a", "code", "p"}
    assert attributes <= {"href", "rel", "title"}
    assert set(addresses) <= {"https"}


def test_headings_begin_below_the_heading_of_the_page():
    html = render("# Eins\n\n### Drei\n\n###### Sechs")

    assert [line for line in html.splitlines() if line] == [
        "<h2>Eins</h2>",
        "<h3>Drei</h3>",
        "<h4>Sechs</h4>",
    ]


def test_links_lists_and_tables_stay():
    html = render("- [Amt](https://amt.example)\n\n| A |\n|---|\n| 1 |")

    assert 'href="https://amt.example"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert '<th scope="col">A</th>' in html
