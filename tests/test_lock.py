"""The lock can be installed as it stands, whatever has been released since."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKED = {
    canonicalize_name(requirement.name): requirement
    for requirement in map(
        Requirement,
        re.findall(r"^[^\s#][^\\\n]*", (Path(__file__).parents[1] / "requirements.lock").read_text(), re.M),
    )
}


def asked_with_extras():
    """What the installed packages of the lock ask for with extras, as far as it concerns this machine."""
    for name, locked in LOCKED.items():
        try:
            asked = map(Requirement, requires(name) or ())
        except PackageNotFoundError:
            continue
        for each in asked:
            if each.extras and any(
                each.marker is None or each.marker.evaluate({"extra": extra}) for extra in ("", *locked.extras)
            ):
                yield name, each


def test_what_is_asked_for_with_extras_is_locked_with_them():
    """Else pip looks at the newest release of it, which has no hash in the lock, and installs nothing."""
    asked = tuple(asked_with_extras())
    assert [f"{name} asks for {each}" for name, each in asked if each.extras - LOCKED[each.name].extras] == []
    assert {each.name for _, each in asked} >= {"jsonschema"}
