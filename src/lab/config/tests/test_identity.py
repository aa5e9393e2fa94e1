"""The file with the sign-in services: read, or refused with one clear sentence."""

import json

import pytest

from lab.config.environment import Misconfigured
from lab.config.identity import services

GOOD = {
    "id": "stadt",
    "name": "Stadt Lünen",
    "issuer": "https://sso.luenen.example/realms/stadt",
    "client_id": "labor",
    "secret": "geheim",
}


def read(tmp_path, content):
    file = tmp_path / "dienste.yaml"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return services(str(file))


def test_without_a_file_there_is_no_service():
    assert services("") == []


def test_a_service_is_read_with_pkce_and_its_origins(tmp_path):
    (found,) = read(tmp_path, [GOOD | {"authorization_origin": "https://login.luenen.example"}])

    assert found["provider_id"] == "stadt"
    assert found["settings"]["oauth_pkce_enabled"] is True
    assert found["settings"]["origins"] == [
        "https://sso.luenen.example",
        "https://login.luenen.example",
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[", "YAML"),
        ("a: 1", "Liste"),
        ("- 1", "Eintrag 1"),
        ([{k: v for k, v in GOOD.items() if k != "issuer"}], "issuer"),
        ([GOOD | {"tippfehler": 1}], "tippfehler"),
        ([GOOD | {"secret": ""}], "Pflichtfelder"),
        ([GOOD | {"id": "Stadt Lünen"}], "„id“"),
        ([GOOD, GOOD], "nur einmal"),
        ([GOOD | {"issuer": "http://sso.luenen.example"}], "https://"),
    ],
)
def test_what_is_not_right_is_said(tmp_path, content, word):
    with pytest.raises(Misconfigured, match=word):
        read(tmp_path, content)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(Misconfigured, match="nicht gelesen"):
        services(str(tmp_path / "fehlt.yaml"))
