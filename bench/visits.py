"""The requests visitors send: strangers, members, and whoever calls at the yardstick."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.core.signing import TimestampSigner

from bench import load, texts
from bench.servers import HOST

TOKEN = "b" * 32
STRANGER = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Language": "de"}


@dataclass
class Visits:
    """Requests for one filled database; no confirmation is ever asked for twice by chance."""

    facts: dict[str, Any]
    turn: Iterator[int] = field(default_factory=itertools.count)

    def member(self, number: int) -> dict[str, str]:
        """The headers of a signed-in member, with a cookie signed just now."""
        about = self.facts
        signer = TimestampSigner(key=about["key"], salt=about["salt"], fallback_keys=[])
        session = signer.sign(about["secrets"][number % len(about["secrets"])])
        pairs = {about["session_cookie"]: session, about["csrf_cookie"]: TOKEN}
        cookies = "; ".join(f"{name}={value}" for name, value in pairs.items())
        return {**STRANGER, "Cookie": cookies, "Origin": f"https://{HOST}"}

    def members(self) -> list[dict[str, str]]:
        """The headers of all members who may speak."""
        return [self.member(number) for number in range(len(self.facts["secrets"]))]

    def list_as_stranger(self) -> Iterator[bytes]:
        return itertools.repeat(load.get(self.facts["list"], STRANGER))

    def list_as_member(self) -> Iterator[bytes]:
        return itertools.cycle([load.get(self.facts["list"], one) for one in self.members()])

    def narrowed_list(self) -> Iterator[bytes]:
        return itertools.cycle([load.get(self.facts["narrowed"], one) for one in self.members()])

    def detail_as_stranger(self) -> Iterator[bytes]:
        return itertools.cycle([load.get(path, STRANGER) for path in self.facts["public"]])

    def detail_as_member(self) -> Iterator[bytes]:
        members = itertools.cycle(self.members())
        return (load.get(path, next(members)) for path in itertools.cycle(self.facts["details"]))

    def confirmations(self) -> Iterator[bytes]:
        """Each member about each pitfall once."""
        members, paths = self.members(), self.facts["confirm"]
        for number in self.turn:
            round_, place = divmod(number, len(paths))
            if round_ >= len(members) // 2:  # the other half is for the crowd
                return
            member = members[(round_ + place) % len(members)]
            yield load.post(paths[place], member, urlencode({"csrfmiddlewaretoken": TOKEN}))

    def crowd(self, number: int, hot: int) -> Iterator[bytes]:
        """So many confirmations of a few pitfalls, each one sent twice in a row."""
        rounds = range(len(self.facts["secrets"]) - 1, -1, -1)
        members, paths = self.members(), self.facts["confirm"][-hot:]
        offset = len(self.facts["confirm"]) - len(paths)
        pairs = ((round_, offset + place) for round_ in rounds for place in range(len(paths)))
        for round_, place in itertools.islice(pairs, number):
            member = members[(round_ + place) % len(members)]
            path = self.facts["confirm"][place]
            ask = load.post(path, member, urlencode({"csrfmiddlewaretoken": TOKEN}))
            yield from (ask, ask)

    def yardstick_list(self) -> Iterator[bytes]:
        return itertools.repeat(load.get(f"/{self.facts['slug']}/", {"Host": HOST}))

    def yardstick_confirmations(self) -> Iterator[bytes]:
        ids = itertools.cycle(self.facts["ids"])
        for number in self.turn:
            body = urlencode({"person": f"{number:032x}", "organisation": f"{number % 40:032x}"})
            yield load.post(f"/{self.facts['slug']}/{next(ids)}/", {"Host": HOST}, body)

    def searches(self, seed: int) -> Iterator[bytes]:
        """Words nobody has asked for in this run."""
        member = self.member(0)
        for words in texts.searches(seed):
            yield load.get(f"{self.facts['search']}?q={quote(words)}", member)

    def plans(self, seed: int) -> Iterator[bytes]:
        """Plans nobody has described in this run."""
        member = self.member(0)
        for text in texts.plans(seed):
            body = urlencode({"csrfmiddlewaretoken": TOKEN, "vor": text})
            yield load.post(self.facts["foresight"], member, body)
