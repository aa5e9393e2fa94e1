"""Search and foresight as pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lab.core.pages import render_part
from lab.directory.http import LabRequest
from lab.search.finding import MOST_COUNTED, find
from lab.search.foresight import foresee
from lab.search.forms import LAST_PLACE, AskForm, SearchForm
from lab.search.rows import PAGE, address_of_more, groups, meant, rows


@require_safe
def search(request: LabRequest) -> HttpResponse:
    """Show what fits the words, best first; nothing is stored about what was asked."""
    form = SearchForm(request.GET)
    context: dict[str, object] = {"form": form, "words": form.words, "narrowed": form.narrowing}
    if form.words:
        finding = find(request.viewer, form.words, narrowing=form.narrowing)
        following = form.start + PAGE
        if following < min(len(finding.hits), LAST_PLACE):
            context["more"] = address_of_more(form.words, form.narrowing, following)
            context["left"] = finding.number - following
        context |= {
            "finding": finding,
            "rows": (shown := rows(finding, form.start)),
            "meant": meant(finding, shown),
            "groups": groups(finding, form.narrowing),
            "most": MOST_COUNTED,
            "start": form.start,
        }
    return render_part(request, "search/search.html", "rows", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def foresight(request: LabRequest) -> HttpResponse:
    """Show what others stumbled over at this point; the sentence is read and forgotten."""
    if request.method != "POST":
        return render(request, "search/foresight.html", {"ask": AskForm()})
    form = AskForm(request.POST)
    context: dict[str, object] = {"ask": form}
    if form.is_valid():
        context["foresight"] = foresee(request.viewer, form.cleaned_data["vor"])
        context["asked"] = form.cleaned_data["vor"]
    template = "search/_foresight.html" if request.htmx else "search/foresight.html"
    return render(request, template, context, status=200 if form.is_valid() else 422)
