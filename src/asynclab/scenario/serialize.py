"""Scenarios as JSON text, there and back: equal, with every type as it was.

A spec is an object with its class under "$"; a tuple is {"$": "tuple", "of": [...]}; a dict that uses "$" itself
is {"$": "dict", "of": [[key, value], ...]}.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from asynclab.scenario.arguments import ScenarioError

from .spec import (
    Implementation,
    Model,
    Projection,
    Raises,
    Reader,
    Reply,
    Scenario,
    Sdk,
    Sink,
    Source,
    Tool,
    ToolCall,
    WaitTurn,
)

KIND = "$"
DEEPEST = 100  # levels of nesting

_CLASSES: dict[str, type] = {
    c.__name__: c
    for c in (
        Implementation,
        Model,
        Projection,
        Raises,
        Reader,
        Reply,
        Scenario,
        Sdk,
        Sink,
        Source,
        Tool,
        ToolCall,
        WaitTurn,
    )
}
_STRICT = ConfigDict(strict=True, extra="forbid", revalidate_instances="always")


def to_json(scenario: Scenario) -> str:
    """Return the scenario as one line of JSON. Raises `ScenarioError` for a value that is not data."""
    try:
        return json.dumps(_encoded(scenario), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ScenarioError(f"The scenario is not data all through: {error}.") from None


def from_json(text: str) -> Scenario:
    """Return the scenario that a text stands for. Raises `ScenarioError` for anything that is not exactly one
    scenario.
    """
    try:
        value = _decoded(json.loads(text, parse_constant=_no_constant), DEEPEST)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"This is not the JSON of a scenario: {error}.") from None
    if not isinstance(value, Scenario):
        raise ScenarioError(f"This is the JSON of a {type(value).__name__}, not of a scenario.")
    return value


def _encoded(value: Any) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [_encoded(part) for part in value]
    if type(value) is tuple:
        return {KIND: "tuple", "of": [_encoded(part) for part in value]}
    if type(value) is dict:
        return _encoded_dict(value)
    if is_dataclass(value) and type(value).__name__ in _CLASSES:
        return {KIND: type(value).__name__} | {f.name: _encoded(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON")


def _encoded_dict(value: dict[Any, Any]) -> Any:
    if not all(type(key) is str for key in value):
        raise TypeError("a dict has a key that is no text")
    if KIND in value:
        return {KIND: "dict", "of": [[key, _encoded(part)] for key, part in value.items()]}
    return {key: _encoded(part) for key, part in value.items()}


def _decoded(value: Any, deep: int) -> Any:
    if not deep:
        raise ValueError(f"it is nested more than {DEEPEST} levels deep")
    if isinstance(value, list):
        return [_decoded(part, deep - 1) for part in value]
    if not isinstance(value, dict):
        return value
    if KIND not in value:
        return {key: _decoded(part, deep - 1) for key, part in value.items()}
    parts = {key: _decoded(part, deep - 1) for key, part in value.items() if key != KIND}
    return _made(value[KIND], parts)


def _made(kind: Any, parts: dict[str, Any]) -> Any:
    if kind in ("tuple", "dict") and set(parts) == {"of"} and isinstance(parts["of"], list):
        return tuple(parts["of"]) if kind == "tuple" else _made_dict(parts["of"])
    if not isinstance(kind, str) or kind not in _CLASSES:
        raise ValueError(f"{kind!r} is no spec")
    return _made_spec(_CLASSES[kind], parts)


def _made_dict(pairs: list[Any]) -> dict[str, Any]:
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
            raise ValueError("a dict is not made of pairs")
    return dict(pairs)


def _made_spec(kind: type, parts: dict[str, Any]) -> Any:
    if set(parts) != {f.name for f in fields(kind)}:
        raise ValueError(f"the fields of {kind.__name__} are others")
    try:
        return _validators()[kind](kind(**parts))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{kind.__name__}.{where}: {first['msg']}") from None


@cache
def _validators() -> dict[type, Callable[[Any], Any]]:
    """All of them at the first scenario: a process that has read any has none to build after it has forked."""
    for kind in _CLASSES.values():
        kind.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]
    return {kind: TypeAdapter(kind).validate_python for kind in _CLASSES.values()}


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
