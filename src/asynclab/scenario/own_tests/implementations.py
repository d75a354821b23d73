"""Implementations, alive, some with a planted bug: what a student's tests run on, and have no text of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from asynclab.scenario.arguments import ScenarioError, identifier, text
from asynclab.scenario.spec import Implementation


def implementation(name: str, source: str) -> Implementation:
    """Make what a student's tests are run on: the function `name` of this source, which has all imports of its own.

    Raises `ScenarioError` where the source does not define it.
    """
    made = Implementation(identifier(name, "The implementation's name"), text(source, "The implementation's source"))
    implemented(made)
    return made


def implemented(spec: Implementation) -> Callable[..., Any]:
    """Return the function. It takes any arguments and hands them on, as each does: by its text and its signature
    nobody tells a right one from a planted bug. Raises `ScenarioError` where the source does not define it.
    """
    # In a file beside this one, which does not exist: its lines are no student's, and nobody can look them up.
    file = str(Path(__file__).with_name(f"{spec.name}.implementation"))
    names: dict[str, Any] = {"__name__": spec.name}
    try:
        exec(compile(spec.source, file, "exec"), names)
    except Exception as error:
        raise ScenarioError(
            f"The implementation of {spec.name!r} cannot be made: {type(error).__name__}: {error}."
        ) from None
    found = names.get(spec.name)
    if not callable(found):
        raise ScenarioError(f"The source of the implementation {spec.name!r} defines no function of that name.")
    function: Callable[..., Any] = found

    def handed_on(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    handed_on.__name__ = handed_on.__qualname__ = spec.name
    return handed_on
