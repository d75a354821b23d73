"""Frozen dataclasses as JSON text, there and back, strictly.

What comes from the process that holds a student's code is not trusted: whatever is not exactly the
type asked for is a `DecodeError` that says where.
"""

from __future__ import annotations

import math
import typing
from dataclasses import fields, is_dataclass
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json as parse

from .run import Run

T = TypeVar("T")

LARGEST = 64 * 1024 * 1024  # characters of JSON
DEEPEST = 150  # brackets inside each other

_STRICT = ConfigDict(strict=True, extra="forbid", ser_json_inf_nan="constants", arbitrary_types_allowed=False)


class DecodeError(ValueError):
    """The text is not the JSON of the type that was asked for."""


class Codec(Generic[T]):
    """JSON of one dataclass type. Strict: every field of its type, no other fields, no NaN, limited in size and
    depth. Nothing is built before it is first used."""

    def __init__(self, type_: type[T], *, largest: int = LARGEST) -> None:
        self._type = type_
        self._largest = largest
        self._built: TypeAdapter[T] | None = None

    def to_json(self, value: T) -> str:
        """Return the value as one line of JSON."""
        return self._adapter.dump_json(value).decode()

    def from_json(self, text: str) -> T:
        """Return the value that a text stands for, equal to the value it was made from.

        Raises `DecodeError` with the first thing that is wrong and where.
        """
        if len(text) > self._largest:
            raise DecodeError(f"The {self._name} is {len(text)} characters long; at most {self._largest} are read.")
        try:
            # pydantic reads NaN, infinity and 1e999 into fields of any type, which this reading refuses.
            _guard(parse(text, allow_inf_nan=False))
            return self._adapter.validate_json(text)
        except ValidationError as error:
            raise DecodeError(f"The {self._name} is not valid: {_sentence(error)}.") from None
        except (ValueError, RecursionError) as error:
            raise DecodeError(f"The {self._name} is not valid JSON: {error}.") from None

    @property
    def _name(self) -> str:
        return self._type.__name__.lower()

    @property
    def _adapter(self) -> TypeAdapter[T]:
        if self._built is None:
            _tighten(self._type, set())
            self._built = TypeAdapter(self._type)
        return self._built


def _tighten(type_: Any, seen: set[Any]) -> None:
    """Give a dataclass, and those in its fields, pydantic's strict configuration: each carries its own."""
    if type_ in seen:
        return
    seen.add(type_)
    if isinstance(type_, type) and is_dataclass(type_):
        type_.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]
        hints = typing.get_type_hints(type_)
        for field in fields(type_):
            _tighten(hints[field.name], seen)
    for part in typing.get_args(type_):
        if isinstance(part, type) or typing.get_args(part):
            _tighten(part, seen)


def _guard(value: Any) -> None:
    """Refuse numbers that are not finite and nesting that is too deep, wherever they are."""
    level: list[Any] = [[value]]
    for _ in range(DEEPEST + 1):
        deeper = []
        for parent in level:
            for part in parent.values() if type(parent) is dict else parent:
                kind = type(part)
                if kind is dict or kind is list:
                    deeper.append(part)
                elif kind is float and not math.isfinite(part):
                    raise ValueError("it contains a number that is not finite")
        if not deeper:
            return
        level = deeper
    raise ValueError(f"it is nested more than {DEEPEST} levels deep")


def _sentence(error: ValidationError) -> str:
    """The first complaint, and where: `spans[3].start: Input should be a valid number`."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    more = error.error_count() - 1
    return f"{where.lstrip('.') or 'it'}: {first['msg']}" + (f" (and {more} more)" if more else "")


RUN = Codec(Run)


def to_json(run: Run) -> str:
    """Return a run as one line of JSON."""
    return RUN.to_json(run)


def from_json(text: str) -> Run:
    """Return the run a text stands for. Raises `DecodeError` where it is not exactly that."""
    return RUN.from_json(text)
