"""The sign-in services (OpenID Connect) of the file named by LAB_OIDC_FILE."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from lab.config.environment import Misconfigured

NEEDED = {"id", "name", "issuer", "client_id", "secret"}
OPTIONAL = {"authorization_origin", "scope"}
LOOPBACK = {"localhost", "127.0.0.1"}


def services(file: str) -> list[dict[str, Any]]:
    """Return the services as django-allauth wants them; loud about everything that is not right."""
    if not file:
        return []
    entries = _read(Path(file).expanduser())
    apps = [_service(number, entry) for number, entry in enumerate(entries, start=1)]
    names = [app["provider_id"] for app in apps]
    if len(set(names)) != len(names):
        raise Misconfigured("LAB_OIDC_FILE: Jede „id“ darf nur einmal vorkommen.")
    return apps


def _read(file: Path) -> list[Any]:
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise Misconfigured(
            f"LAB_OIDC_FILE kann nicht gelesen werden ({problem.strerror})."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise Misconfigured("LAB_OIDC_FILE ist weder YAML noch JSON.") from None
    if not isinstance(found, list):
        raise Misconfigured("LAB_OIDC_FILE muss eine Liste von Anmeldediensten sein.")
    return found


def _service(number: int, entry: Any) -> dict[str, Any]:
    where = f"LAB_OIDC_FILE, Eintrag {number}"
    if not isinstance(entry, dict):
        raise Misconfigured(f"{where}: Das ist kein Eintrag mit Feldern.")
    missing, unknown = sorted(NEEDED - set(entry)), sorted(set(entry) - NEEDED - OPTIONAL)
    if missing:
        raise Misconfigured(f"{where}: Es fehlt {', '.join(missing)}.")
    if unknown:
        raise Misconfigured(f"{where}: Unbekanntes Feld {', '.join(unknown)}.")
    if not all(isinstance(entry[name], str) and entry[name].strip() for name in NEEDED):
        raise Misconfigured(f"{where}: Alle Pflichtfelder brauchen einen Text.")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", entry["id"]):
        raise Misconfigured(f"{where}: „id“ darf nur a–z, 0–9 und - enthalten.")
    issuer = entry["issuer"]
    origins = [_origin(where, issuer)]
    if "authorization_origin" in entry:
        origins.append(_origin(where, str(entry["authorization_origin"])))
    settings = {"server_url": issuer.rstrip("/"), "issuer": issuer, "origins": origins}
    if "scope" in entry:
        settings["scope"] = str(entry["scope"]).split()
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {**settings, "oauth_pkce_enabled": True},
    }


def _origin(where: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Misconfigured(f"{where}: „{address}“ muss mit https:// beginnen.")
    return f"{parts.scheme}://{parts.netloc}"
