"""A small client that keeps many connections busy and takes the time of every answer."""

import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
PATIENCE = 20.0
TRIES = 3


@dataclass
class Outcome:
    """What came of one run."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def within(self, share: float) -> float:
        """The time in milliseconds within which this share of the answers came."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0

    @property
    def failures(self) -> int:
        """Answers that were neither a success nor a redirect, and requests without an answer."""
        return sum(number for status, number in self.statuses.items() if not 200 <= status < 400)


class Connection:
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, address: tuple[str, int], requests: Iterator[bytes], outcome: Outcome):
        self.address, self.requests, self.outcome = address, requests, outcome
        self.socket: socket.socket | None = None
        self.request, self.buffer, self.begun, self.tries = b"", b"", 0.0, 0

    def ask(self, selector: selectors.BaseSelector) -> bool:
        """Send the next request; tell whether there was one."""
        self.request = next(self.requests, b"")
        self.tries, self.begun = 0, time.perf_counter()
        if self.request:
            self._send(selector)
        else:
            self.close(selector)
        return bool(self.request)

    def _send(self, selector: selectors.BaseSelector) -> None:
        self.buffer = b""
        self.tries += 1
        if self.socket is None:
            self.socket = socket.create_connection(self.address, PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(self.socket, selectors.EVENT_READ, self)
        try:
            self.socket.sendall(self.request)
        except OSError:
            self._again(selector)

    def _again(self, selector: selectors.BaseSelector) -> bool:
        """A kept connection may have been closed meanwhile: try anew, but not for ever."""
        self.close(selector)
        if self.tries < TRIES and not self.buffer:
            self._send(selector)
            return False
        self.outcome.statuses[0] += 1
        return True

    def hear(self, selector: selectors.BaseSelector) -> bool:
        """Take what has come; tell whether the answer is complete."""
        assert self.socket is not None
        try:
            more = self.socket.recv(262144)
        except OSError:
            more = b""
        if not more:
            return self._again(selector)
        self.buffer += more
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0 or not self._is_whole(self.buffer[:end], len(self.buffer) - end - 4):
            return False
        self.outcome.times.append(time.perf_counter() - self.begun)
        self.outcome.statuses[int(self.buffer[9:12])] += 1
        if CLOSES.search(self.buffer, 0, end):
            self.close(selector)
        return True

    def _is_whole(self, head: bytes, have: int) -> bool:
        if CHUNKED.search(head):
            return self.buffer.endswith(b"0\r\n\r\n")
        found = LENGTH.search(head)
        return have >= (int(found[1]) if found and head[9:12] != b"304" else 0)

    def close(self, selector: selectors.BaseSelector) -> None:
        """Hang up."""
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
            self.socket = None


def run(port: int, requests: Iterable[bytes], connections: int, seconds: float) -> Outcome:
    """Keep ``connections`` busy until the time is over or the requests are used up.

    What has been asked is waited for: every request sent is counted with its answer.
    """
    outcome, source = Outcome(), iter(requests)
    with selectors.DefaultSelector() as selector:
        lines = [Connection(("127.0.0.1", port), source, outcome) for _ in range(connections)]
        begin = time.perf_counter()
        end = begin + seconds
        busy = sum(line.ask(selector) for line in lines)
        while busy:
            ready = selector.select(PATIENCE)
            if not ready:
                outcome.statuses[0] += busy
                break
            for key, _ in ready:
                line: Connection = key.data
                if line.hear(selector) and (time.perf_counter() >= end or not line.ask(selector)):
                    busy -= 1
        outcome.seconds = time.perf_counter() - begin
        for line in lines:
            line.close(selector)
    return outcome


def get(path: str, headers: dict[str, str]) -> bytes:
    """A GET request as bytes."""
    return _head("GET", path, headers) + b"\r\n"


def post(path: str, headers: dict[str, str], body: str) -> bytes:
    """A POST of a form as bytes."""
    typed = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    return _head("POST", path, headers | typed) + b"\r\n" + body.encode("ascii")


def _head(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
