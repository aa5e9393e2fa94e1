"""Comments and reports on what upper floors registered: pitfalls and approaches."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lab.activity.models import Activity, Verb
from lab.directory.factories import MembershipFactory
from lab.discussions.actions import comment_on, decide, delete_comment, hide, report
from lab.discussions.factories import CommentFactory, ReportFactory
from lab.discussions.models import Comment, Report
from lab.discussions.reading import comments_for
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Pitfall, Visibility


def member_of(thing, **kwargs):
    return MembershipFactory(lab=thing.lab, **kwargs)


@pytest.mark.django_db
def test_a_comment_is_signed_by_the_house_or_by_name():
    pitfall = PitfallFactory()
    member = member_of(pitfall, user__name="Mira Kowalski", organisation__name="Stadt Essen")

    house = comment_on(pitfall, "Bei uns half ein Blatt.", by=member)
    name = comment_on(pitfall, "Uns nicht.", by=member, kind="objection", signature="name")

    assert (house.signed, name.signed) == ("Stadt Essen", "Mira Kowalski, Stadt Essen")
    assert comments_for(member.viewer, pitfall) == [house, name]
    assert [(a.verb, a.thing) for a in Activity.objects.all()] == [(Verb.COMMENTED, pitfall)] * 2


@pytest.mark.django_db
def test_the_same_words_twice_are_said_once():
    pitfall = PitfallFactory()
    member = member_of(pitfall)

    comment_on(pitfall, "Bei uns auch.", by=member)
    comment_on(pitfall, "Bei uns auch. ", by=member)

    assert Comment.objects.count() == 1
    assert Activity.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", list(Visibility))
def test_comments_on_what_one_cannot_see_are_never_visible(client, visibility):
    anonymous = visibility == Visibility.ANONYMOUS
    pitfall = PitfallFactory(anonymous=True) if anonymous else PitfallFactory(visibility=visibility)
    CommentFactory(
        thing=pitfall, author=pitfall.author or member_of(pitfall), text="nur für Eingeweihte"
    )
    viewers = {
        "colleague in the lab": member_of(pitfall),
        "editor in the lab": member_of(pitfall, roles=["editor"]),
        "coordinator of the lab": member_of(pitfall, roles=["lab_coordinator"]),
        "member of another lab": MembershipFactory(roles=["editor"]),
    }

    sees_thing, sees_comment = {}, {}
    for who, member in viewers.items():
        seen = Pitfall.objects.visible_to(member.viewer).within(pitfall.lab)
        sees_thing[who] = seen.exists() and member.lab == pitfall.lab
        sees_comment[who] = Comment.objects.visible_to(member.viewer).exists()
        client.force_login(member.user)
        comment = Comment.objects.get()
        page = client.get(
            reverse(
                "discussions:reporting",
                args=[
                    member.lab.slug,
                    "kommentar",
                    comment.public_id,
                ],
            )
        )
        assert (page.status_code == 200) is sees_comment[who]

    assert sees_comment == sees_thing


@pytest.mark.django_db
def test_strangers_read_no_comments_even_on_public_things(client):
    pitfall = PitfallFactory(visibility=Visibility.PUBLIC)
    CommentFactory(thing=pitfall, author=member_of(pitfall), text="nur unter uns")

    page = client.get(pitfall.get_absolute_url())

    assert page.status_code == 200
    assert "nur unter uns" not in page.content.decode()


@pytest.mark.django_db
def test_comments_cost_one_query_however_many_there_are():
    pitfall = PitfallFactory()
    member = member_of(pitfall)
    comments_for(member.viewer, pitfall)
    CommentFactory.create_batch(30, thing=pitfall, author__lab=pitfall.lab)

    with CaptureQueriesContext(connection) as queries:
        found = [(one.signed, one.text) for one in comments_for(member.viewer, pitfall)]

    assert len(found) == 30
    assert len(queries) == 1


@pytest.mark.django_db
def test_one_deletes_the_own_comment_and_nobody_elses(client):
    pitfall = PitfallFactory()
    mine, other = member_of(pitfall), member_of(pitfall)
    comment = CommentFactory(thing=pitfall, author=mine)
    url = reverse("discussions:comment_deletion", args=[pitfall.lab.slug, comment.public_id])

    client.force_login(other.user)
    refused = client.post(url)
    client.force_login(mine.user)
    done = client.post(url)

    assert refused.status_code == 403
    assert done.headers["Location"] == pitfall.get_absolute_url()
    assert Comment.objects.count() == 0
    assert Activity.objects.filter(verb=Verb.WITHDREW).count() == 1


@pytest.mark.django_db
def test_deleting_twice_is_harmless():
    pitfall = PitfallFactory()
    member = member_of(pitfall)
    comment = CommentFactory(thing=pitfall, author=member)

    delete_comment(comment, by=member)
    delete_comment(comment, by=member)

    assert Activity.objects.filter(verb=Verb.WITHDREW).count() == 1


@pytest.mark.django_db
def test_a_member_comments_through_the_page_and_code_stays_text(client):
    pitfall = PitfallFactory()
    member = member_of(pitfall)
    client.force_login(member.user)
    url = reverse(
        "discussions:comments", args=[pitfall.lab.slug, "stolperfalle", pitfall.public_id]
    )
    words = {"text": "<script>alert(1)</script>", "kind": "addition", "signature": "organisation"}

    sent = client.post(url, words)
    page = client.get(url).content.decode()

    comment = Comment.objects.get()
    assert sent.headers["Location"] == f"{pitfall.get_absolute_url()}#k-{comment.public_id}"
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.django_db
def test_an_empty_comment_comes_back_with_a_complaint(client):
    pitfall = PitfallFactory()
    client.force_login(member_of(pitfall).user)
    url = reverse(
        "discussions:comments", args=[pitfall.lab.slug, "stolperfalle", pitfall.public_id]
    )

    answer = client.post(url, {"text": " ", "kind": "objection", "signature": "name"})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["text"]
    assert Comment.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["kommentare/stolperfalle/gibtesnich", "kommentare/wolke/x"])
def test_what_does_not_exist_is_not_found(client, path):
    member = MembershipFactory()
    client.force_login(member.user)

    assert client.get(f"/{member.lab.slug}/{path}/").status_code == 404


@pytest.mark.django_db
def test_strangers_report_public_things_and_nothing_else(client):
    public = PitfallFactory(visibility=Visibility.PUBLIC)
    network = PitfallFactory(lab=public.lab)
    urls = [
        reverse("discussions:reporting", args=[public.lab.slug, "stolperfalle", one.public_id])
        for one in (public, network)
    ]

    answers = [client.post(url, {"reason": "Eine Person ist erkennbar."}) for url in urls]
    thanks = client.get(answers[0].headers["Location"])

    row = Report.objects.get()
    assert [answer.status_code for answer in answers] == [302, 404]
    assert thanks.status_code == 200
    assert (row.thing, row.lab) == (public, public.lab)


@pytest.mark.django_db
def test_who_reports_is_not_kept(client):
    pitfall = PitfallFactory()
    client.force_login(member_of(pitfall).user)
    url = reverse(
        "discussions:reporting", args=[pitfall.lab.slug, "stolperfalle", pitfall.public_id]
    )

    client.post(url, {"reason": "Zu genau."})

    deed = Activity.objects.get()
    assert (deed.verb, deed.actor, deed.organisation) == (Verb.REPORTED, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PitfallFactory, ApproachFactory])
def test_one_editor_hides_at_once_and_another_person_decides(client, factory):
    thing = factory()
    first, second = (member_of(thing, roles=["editor"]) for _ in range(2))
    row = report(thing, "Zu genau.")
    args = [thing.lab.slug, row.public_id]

    client.force_login(first.user)
    client.post(reverse("discussions:hiding", args=args))
    thing.refresh_from_db()
    hidden_at_once = thing.is_hidden
    refused = client.post(reverse("discussions:decision", args=args), {"outcome": "shown"})
    client.force_login(second.user)
    listed = client.get(reverse("discussions:report_list", args=args[:1])).content.decode()
    client.post(reverse("discussions:decision", args=args), {"outcome": "shown"})

    thing.refresh_from_db()
    row.refresh_from_db()
    assert hidden_at_once is True
    assert refused.status_code == 403
    assert str(thing) in listed
    assert (thing.is_hidden, row.outcome, row.decided_by) == (False, "shown", second)
    deeds = Activity.objects.about(thing).values_list("verb", flat=True)
    assert sorted(deeds) == sorted([Verb.REPORTED, Verb.HID, Verb.DECIDED_REPORT])


@pytest.mark.django_db
def test_nobody_hides_for_good_alone():
    pitfall = PitfallFactory()
    editor = member_of(pitfall, roles=["editor"])
    row = report(pitfall, "Stimmt nicht.")

    decide(row, shown=False, by=editor)

    row.refresh_from_db()
    pitfall.refresh_from_db()
    assert (row.outcome, pitfall.is_hidden) == ("", False)


@pytest.mark.django_db
def test_what_another_report_keeps_hidden_is_not_shown_again():
    pitfall = PitfallFactory()
    first, second = (member_of(pitfall, roles=["editor"]) for _ in range(2))
    one, other = report(pitfall, "Zu genau."), report(pitfall, "Beleidigt.")
    hide(one, by=first)
    hide(other, by=first)

    decide(one, shown=True, by=second)

    pitfall.refresh_from_db()
    assert pitfall.is_hidden is True


@pytest.mark.django_db
def test_a_hidden_comment_is_seen_by_editors_only():
    pitfall = PitfallFactory()
    editor = member_of(pitfall, roles=["editor"])
    comment = CommentFactory(thing=pitfall, author__lab=pitfall.lab)
    row = report(comment, "Beleidigt.")

    hide(row, by=editor)

    assert comments_for(member_of(pitfall).viewer, pitfall) == []
    assert comments_for(editor.viewer, pitfall) == [comment]


@pytest.mark.django_db
def test_reports_are_read_by_editors_of_the_lab_only(client):
    pitfall = PitfallFactory()
    row = ReportFactory(thing=pitfall)
    answers = {}
    for who, member in {
        "editor": member_of(pitfall, roles=["editor"]),
        "coordinator": member_of(pitfall, roles=["coordinator", "lab_coordinator"]),
        "member": member_of(pitfall),
        "editor elsewhere": MembershipFactory(roles=["editor"]),
    }.items():
        client.force_login(member.user)
        listed = client.get(reverse("discussions:report_list", args=[member.lab.slug]))
        posted = client.post(reverse("discussions:hiding", args=[member.lab.slug, row.public_id]))
        answers[who] = (listed.status_code, posted.status_code)

    assert answers == {
        "editor": (200, 302),
        "coordinator": (403, 404),
        "member": (403, 404),
        "editor elsewhere": (200, 404),
    }


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_hiding_at_once_hide_once():
    pitfall = PitfallFactory()
    row = report(pitfall, "Zu genau.")
    editors = [member_of(pitfall, roles=["editor"]) for _ in range(20)]
    together = threading.Barrier(20)

    def press(editor):
        together.wait()
        try:
            hide(row, by=editor)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Activity.objects.filter(verb=Verb.HID).count() == 1
    assert Report.objects.get().hidden_by in editors
