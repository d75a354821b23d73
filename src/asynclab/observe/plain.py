"""Any value as plain JSON data: deterministic, without ids, addresses or anything alive.

What JSON has stands for itself; tuples become lists. Everything else is a dict with the name of
its type under "$", such as {"$": "Decimal", "value": "1.5"}; a dict whose own keys JSON cannot
hold, or that uses "$" itself, is {"$": "dict", "items": [[key, value], ...]}, so that no dict of
a student's can pass for an object. Two values are equal as plain data where a reader would call
them equal: UUIDs inside texts read "<uuid>", message ids and library-made metadata are left out.

`shape` is the table of types: other modules register theirs with it (see `values`).
"""

from __future__ import annotations

import json
import math
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache, singledispatch
from pathlib import PurePath
from types import BuiltinFunctionType, CoroutineType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from .run import Plain

KIND = "$"  # the key that names a type
DEPTH = 32  # levels of nesting
ROOM = 1_000_000  # roughly characters of JSON a value
TEXT = 100_000  # characters a text

CUT: dict[str, Plain] = {KIND: "cut"}  # what there was no room for
CYCLE: dict[str, Plain] = {KIND: "cycle"}

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_SHORTEST = 36  # characters of a UUID; an interrupt's id has more
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_INTERRUPT = re.compile(r"\bid='[0-9a-f]{32}'")  # in the message of LangGraph's GraphInterrupt: a hash of random ids
# Made by LangChain, LangGraph and LangSmith for themselves; differs from version to version.
_LIBRARY_MADE = re.compile(r"ls_|lc_|langgraph_(?!node$)|checkpoint_|revision_id$|LANGSMITH_|LANGCHAIN_|__")


def plain(value: object) -> Plain:
    """Return the value as JSON data. Never raises: what has no better shape is the name of its class.

    Too deep, too large and cyclic parts are replaced by {"$": "cut"} or {"$": "cycle"}.
    """
    return Walk()(value)


def plain_dict(values: Mapping[str, object]) -> dict[str, Plain]:
    """Named values, each of them plain."""
    return {scrub(name): plain(value) for name, value in values.items()}


def scrub(text: str) -> str:
    """Return a text without what differs between runs (UUIDs, addresses) or what JSON cannot hold (lone surrogates)."""
    if len(text) > TEXT:
        text = f"{text[:TEXT]}... ({len(text) - TEXT} more characters)"
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode()
    long = len(text) >= _SHORTEST
    if long:
        text = _UUID.sub("<uuid>", text)
    if " at 0x" in text:
        text = _ADDRESS.sub("", text)
    return _INTERRUPT.sub("id='<uuid>'", text) if long else text


def own_metadata(metadata: Mapping[Any, Any] | None) -> dict[str, Any]:
    """Return the metadata people passed, and `langgraph_node`: the rest of what libraries add is left out."""
    return {str(key): value for key, value in (metadata or {}).items() if not _library_made(str(key))}


@lru_cache(maxsize=1024)
def _library_made(key: str) -> bool:
    return _LIBRARY_MADE.match(key) is not None


class Walk:
    """One conversion: calls itself through `shape` for the parts, and keeps within the limits."""

    def __init__(self) -> None:
        self._room = ROOM
        self._around: set[int] = set()  # ids of the values this one is inside of

    def __call__(self, value: object) -> Plain:
        """The value, or what is inside of it, as plain data."""
        self._room -= min(len(value), TEXT) + 8 if type(value) is str else 8  # `scrub` keeps no more of a text
        if self._room < 0 or len(self._around) >= DEPTH:
            return dict(CUT)
        if type(value) is str:
            return scrub(value)
        if id(value) in self._around:
            return dict(CYCLE)
        self._around.add(id(value))
        try:
            return shape(value, self)
        except Exception:  # a property of the student's own may raise anything
            return {KIND: type(value).__name__}
        finally:
            self._around.discard(id(value))

    def many(self, values: Iterable[object]) -> list[Plain]:
        """Return the parts of a sequence, as many as there is room for."""
        found = []
        for value in values:
            found.append(self(value))
            if self._room < 0:
                break
        return found

    def named(self, name: str, parts: Iterable[tuple[str, object]]) -> dict[str, Plain]:
        """Return an object of a type, by its parts."""
        return {KIND: name} | {key: self(value) for key, value in parts}


@singledispatch
def shape(value: object, walk: Walk) -> Plain:
    """Return how a value of this type becomes plain; `walk` converts its parts."""
    if is_dataclass(value) and not isinstance(value, type):
        return walk.named(type(value).__name__, ((f.name, getattr(value, f.name)) for f in fields(value)))
    return {KIND: type(value).__name__}


@shape.register
def _nothing(value: None, walk: Walk) -> Plain:
    return None


@shape.register
def _text(value: str, walk: Walk) -> Plain:
    return scrub(str.__str__(value))


@shape.register
def _truth(value: bool, walk: Walk) -> Plain:
    return value


@shape.register
def _whole(value: int, walk: Walk) -> Plain:
    number = int.__int__(value)
    return number if number.bit_length() <= 1024 else {KIND: "int", "value": scrub(hex(number))}


@shape.register
def _real(value: float, walk: Walk) -> Plain:
    number = float.__float__(value)
    return number if math.isfinite(number) else {KIND: "float", "value": str(number)}


@shape.register(list)
@shape.register(tuple)
@shape.register(deque)
@shape.register(range)
@shape.register(type({}.keys()))
@shape.register(type({}.values()))
@shape.register(type({}.items()))
def _sequence(value: Iterable[object], walk: Walk) -> Plain:
    return walk.many(value)


@shape.register(set)
@shape.register(frozenset)
def _set(value: Iterable[object], walk: Walk) -> Plain:
    return {KIND: "set", "items": sorted(walk.many(value), key=lambda item: json.dumps(item, sort_keys=True))}


@shape.register(Mapping)
def _mapping(value: Mapping[Any, Any], walk: Walk) -> Plain:
    if {"event", "run_id", "data"} <= value.keys():
        return _event(value, walk)
    if {"langgraph_node", "langgraph_step"} <= value.keys():
        return _mapping(own_metadata(value), walk)
    pairs = [[walk(key), walk(part)] for key, part in value.items()]
    keys = {key for key, _ in pairs if isinstance(key, str)}
    if len(keys) == len(pairs) and KIND not in keys:
        return dict(pairs)
    return {KIND: "dict", "items": pairs}


def _event(value: Mapping[Any, Any], walk: Walk) -> Plain:
    """One of `astream_events`: its run's id is left out, of its parents the number is kept."""
    event = {str(key): part for key, part in value.items() if key not in ("run_id", "parent_ids", "metadata")}
    event["metadata"] = own_metadata(value.get("metadata"))
    return {"parents": len(value.get("parent_ids") or ())} | {key: walk(part) for key, part in event.items()}


@shape.register
def _pools_future(value: Future, walk: Walk) -> Plain:  # type: ignore[type-arg]
    # An asyncio.Future is awaited, and this is not.
    return {KIND: "concurrent.futures.Future"}


@shape.register
def _enum(value: Enum, walk: Walk) -> Plain:
    # One that is a str or an int as well is found as that first: it equals its value in Python.
    return {KIND: type(value).__name__, "name": value.name}


@shape.register
def _model(value: BaseModel, walk: Walk) -> Plain:
    parts = {name: getattr(value, name) for name in type(value).model_fields} | (value.model_extra or {})
    return walk.named(type(value).__name__, parts.items())


@shape.register
def _error(value: BaseException, walk: Walk) -> Plain:
    parts: dict[str, object] = {"message": message_of(value)}
    if isinstance(value, BaseExceptionGroup):
        parts["inner"] = value.exceptions
    return walk.named(type(value).__name__, parts.items())


def message_of(error: BaseException) -> str:
    """Return what an exception says, without a group's count of its members; its class, where saying it fails."""
    try:
        return scrub(error.message if isinstance(error, BaseExceptionGroup) else str(error))
    except Exception:
        return f"<{type(error).__name__} cannot be shown>"


@shape.register(bytes)
@shape.register(bytearray)
def _bytes(value: bytes | bytearray, walk: Walk) -> Plain:
    return {KIND: type(value).__name__, "value": scrub(repr(bytes(value))[2:-1])}


@shape.register
def _uuid(value: UUID, walk: Walk) -> Plain:
    return "<uuid>"


@shape.register(Decimal)
@shape.register(Fraction)
@shape.register(complex)
@shape.register(timedelta)
def _number(value: object, walk: Walk) -> Plain:
    return {KIND: type(value).__name__, "value": str(value)}


@shape.register(date)
@shape.register(time)
def _moment(value: date | time, walk: Walk) -> Plain:
    return {KIND: type(value).__name__, "value": value.isoformat()}


@shape.register
def _path(value: PurePath, walk: Walk) -> Plain:
    return {KIND: "Path", "value": scrub(value.as_posix())}


@shape.register(FunctionType)
@shape.register(BuiltinFunctionType)
@shape.register(MethodType)
@shape.register(CoroutineType)
@shape.register(GeneratorType)
@shape.register(type)
@shape.register(ModuleType)
def _named(value: Callable[..., object] | ModuleType, walk: Walk) -> Plain:
    return {KIND: type(value).__name__, "name": getattr(value, "__qualname__", value.__name__)}
