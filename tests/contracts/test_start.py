"""``lab start``: one command opens the house, and every obstacle is one sentence."""

import os
import signal
import socket
import stat
import time

from tests.contracts.console import alive, children, free_port, get, until


def test_the_lab_answers_and_says_where_it_is_and_how_to_sign_in(house):
    with house.running() as (_, said, port):
        status, page = get(port, "/labor/")

    sign_ins = (house.data / "demo-zugaenge.txt").read_text().strip()
    assert (status, f"http://localhost:{port}" in said, sign_ins in said) == (200, True, True)
    assert "Labor" in page


def test_a_live_address_without_a_live_round_is_not_found(house):
    with house.running() as (_, _, port), socket.create_connection(("127.0.0.1", port)) as wire:
        wire.sendall(b"GET /live/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = wire.recv(200)

    assert answer.startswith(b"HTTP/1.1 404")


def test_control_c_ends_everything_within_three_seconds_with_a_connection_left_open(house):
    with house.running() as (process, _, port):
        wire = socket.create_connection(("127.0.0.1", port))
        wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wire.recv(100)
        workers = children(process.pid)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(10)
        took = time.monotonic() - begin
        wire.close()

    assert (code, len(workers), took < 3) == (0, 1, True)
    assert until(lambda: not any(map(alive, workers)), 2)


def test_tasks_are_worked_off_again_after_their_process_crashed(house):
    with house.running() as (process, _, _):
        first = children(process.pid)
        os.kill(first[0], signal.SIGKILL)

        assert until(lambda: children(process.pid) not in ([], first))


def test_the_worker_does_not_outlive_a_killed_lab(house):
    with house.running() as (process, _, _):
        workers = children(process.pid)
        process.kill()
        process.wait()

        assert until(lambda: not any(map(alive, workers)))


def test_a_taken_port_is_one_sentence(house):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = house.lab("start", LAB_PORT=str(other.getsockname()[1]))

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "LAB_PORT" in done.stderr


def test_wrong_settings_are_one_sentence(house):
    wrong = [{"LAB_PROT": "1"}, {"LAB_PORT": "abc"}, {"LAB_ENV": "test"}, {"LAB_URL": "labor"}]
    wrong += [{"LAB_DATABASE_URL": "mysql://x/y"}, {"LAB_ENV": "production"}]

    answers = [house.lab("start", **setting) for setting in wrong]

    assert [a.returncode for a in answers] == [1] * 6
    assert [a.stderr.count("\n") for a in answers] == [1] * 6


def test_a_folder_that_cannot_be_written_is_one_sentence(house):
    done = house.lab("start", LAB_DATA="/proc/labor")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "kann nicht geschrieben werden" in done.stderr


def test_a_broken_database_is_one_sentence(tmp_path, house):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "lab.sqlite3").write_text("Das ist keine Datenbank. " * 99)
    broken = {"LAB_DATA": str(tmp_path / "broken"), "LAB_PORT": str(free_port())}

    done = house.lab("start", **broken, LAB_DATABASE_URL="")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Datenbank" in done.stderr


def test_a_database_server_that_does_not_answer_is_one_sentence(house):
    done = house.lab("start", LAB_DATABASE_URL="postgres://a:b@127.0.0.1:1/x", LAB_PORT="18999")

    assert (done.returncode, done.stdout) == (1, "")
    assert "LAB_DATABASE_URL" in done.stderr


def test_the_demo_stays_on_this_machine_unless_allowed(house):
    with house.running(LAB_BIND="0.0.0.0") as (_, said, _):
        pass

    assert "LAB_DEMO_LAN=1" in said


def test_the_demo_is_never_served_for_real(house):
    real = {"LAB_ENV": "production", "LAB_URL": "https://labor.example"}

    started = house.lab("start", **real, LAB_PORT=str(free_port()))
    created = house.lab("demo", **real)

    assert (started.returncode, created.returncode) == (1, 1)
    assert "Vorführ-Labor" in started.stderr


def test_demo_passwords_are_random_and_for_the_operator_only(house, empty_house):
    again = house.lab("demo")
    other = empty_house.lab("demo")

    place = house.data / "demo-zugaenge.txt"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert again.stdout == place.read_text()
    assert other.stdout != again.stdout


def test_a_call_that_does_not_fit_says_where_the_help_is(house):
    answers = [house.lab("gibtsnicht"), house.lab("backup"), house.lab()]

    assert [a.returncode for a in answers] == [2, 2, 2]
    assert all("--help" in a.stderr for a in answers)


def test_the_help_is_german(house):
    done = house.lab("--help")

    words = ["start", "migrate", "demo", "new-lab", "import-knowledge", "foresight"]
    words += ["rebuild-search", "backup", "restore", "check", "Aufruf"]
    assert [word for word in words if word not in done.stdout] == []
