"""Who settles a dispute about digital accessibility: derived from the Land of an organisation."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from lab.directory.models import Organisation
from lab.directory.models.organisation import Land

FILE = Path(__file__).with_name("enforcement.yaml")


@dataclass(frozen=True)
class EnforcementBody:
    """One body; where nothing is known for certain only the Land is named."""

    land: str
    name: str = ""
    at: str = ""
    law: str = ""
    email: str = ""
    url: str = ""


@cache
def _known() -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        found: dict[str, dict[str, str]] = yaml.safe_load(file)
    return found


def enforcement_body(organisation: Organisation) -> EnforcementBody:
    """Return the body for the organisation; its official key says the Land, if it has one."""
    code = organisation.key[:2] or organisation.land
    names = {land.value: str(land.label) for land in Land}
    return EnforcementBody(land=names.get(code, ""), **_known().get(code, {}))
