"""The frame of every page: title, way back, icons, days."""

import datetime
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from lab.core.audience import NOBODY


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


def test_an_icon_is_hidden_from_screen_readers():
    svg = rendered("{% icon 'search' 's' %}")

    assert 'class="ico s" aria-hidden="true"' in svg
    assert svg.endswith('icons.svg#search"/></svg>') or "#search" in svg


def test_a_kind_is_named_in_words():
    html = rendered("{% kind 'pitfall' %}")

    assert html.startswith('<span class="kind k-pitfall">')
    assert "Stolperfalle" in html


def test_a_day_is_written_for_people_and_machines():
    html = rendered("{{ when|day }}", when=datetime.date(2027, 5, 14))

    assert html == '<time datetime="2027-05-14">14. Mai 2027</time>'


def test_a_month_leaves_the_day_out():
    html = rendered("{{ when|month }}", when=datetime.date(2027, 5, 14))

    assert html == '<time datetime="2027-05">Mai 2027</time>'


def test_no_day_is_nothing():
    assert rendered("{{ when|day }}", when=None) == ""


def test_the_way_back_up_escapes_what_people_wrote():
    html = rendered("{% crumbs words '/x/' %}", words="<b>Themen</b>")

    assert "<b>" not in html
    assert 'href="/x/"' in html


def test_a_page_that_does_not_exist_has_no_address():
    request = RequestFactory().get("/")

    assert rendered("{% address 'nowhere:at_all' %}", request=request) == ""


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "409.html"])
def test_a_refusal_shows_a_way_on(template):
    request = RequestFactory().get("/nirgends/")
    request.user = SimpleNamespace(is_authenticated=False)
    request.viewer = NOBODY

    html = render_to_string(template, {"user": request.user, "brand": "Labor", "request": request})

    assert "Wege weiter" in html
    assert "Zur Startseite" in html
    assert "<title>" in html


def test_the_page_after_a_failure_needs_nothing_from_the_house():
    html = render_to_string("500.html")

    assert "Bei uns ist etwas kaputtgegangen" in html
    assert 'href="/"' in html


def test_a_late_form_comes_back_with_its_text_but_without_the_password():
    request = RequestFactory().post("/x/")
    posted = QueryDict("text=%3Cb%3EWenn&password=geheim&csrfmiddlewaretoken=alt")

    html = render_to_string("403_csrf.html", {"posted": posted}, request=request)

    assert "&lt;b&gt;Wenn" in html
    assert "geheim" not in html
