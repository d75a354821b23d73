"""When a submission was handed in, as its timestamp.txt says: nbgrader's rules, and nothing guessed.

nbgrader refuses a submission whose timestamp it cannot read, takes a time zone that it does not know for UTC, a missing
date for today, a missing hour for midnight and 1/2/2026 for one of two days, and it reads a zone from any file that is
named. Any of these would decide about a penalty. Here such a time is not known: the submission is graded, without a
penalty, and a note says so to a person.
"""

from __future__ import annotations

import codecs
import os
import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import dateutil.parser
import dateutil.tz
from dateutil.parser import UnknownTimezoneWarning
from nbgrader.utils import parse_utc

from asynclab.grade.intake.read import open_regular

NAME = "timestamp.txt"
_LONGEST = 200  # bytes
_SHOWN = 60  # characters of a text that is no time
_OFFSET = re.compile(r"[+-]\d\d(:?\d\d)?")
_ZONE = re.compile(r"[A-Za-z][\w+-]*(/[A-Za-z][\w+-]*)*", re.ASCII)  # and no path, which names a file of anybody's
_UTC = frozenset(("UTC", "GMT", "Z"))  # in small letters as well
_YEAR_FIRST = re.compile(r"\d{4}")
_UNKNOWN = (
    "When it was handed in is not known, so there is no penalty for being late: {why}. Write the time into "
    "timestamp.txt, as in 2026-01-31 17:30:00 UTC, and autograde again."
)
_ONE_DAY, _ANOTHER = datetime(2001, 1, 1, 1), datetime(2002, 2, 2, 2)  # to see what a text leaves to be guessed


@dataclass(frozen=True)
class HandInTime:
    """When something was handed in. when: in UTC, without a time zone; None where nobody knows. note: a sentence for a
    person where there is a timestamp that does not tell; else empty."""

    when: datetime | None = None
    note: str = ""


UNKNOWN_TIME = HandInTime()


def stamp(folder: Path) -> bytes | None:
    """Return the bytes of a folder's timestamp; None where there is no such regular file."""
    try:
        with os.fdopen(open_regular(folder / NAME), "rb") as file:
            return file.read(_LONGEST)
    except OSError:
        return None


def hand_in_time(data: bytes | None) -> HandInTime:
    """Read a timestamp, which a student may have written. Never raises. data: its bytes; None for no timestamp."""
    if data is None:
        return UNKNOWN_TIME
    text = " ".join(_decoded(data).split())
    if not text:
        return HandInTime(note=_UNKNOWN.format(why="timestamp.txt is empty"))
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."
    if zone := _unknown_zone(text):
        return HandInTime(note=_UNKNOWN.format(why=f"“{zone}” in “{shown}” is not a time zone that is known"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            when = parse_utc(_with_offset(text)) if _is_whole(text) else None
    except (ValueError, OverflowError, UnknownTimezoneWarning):
        when = None
    if when is None:
        return HandInTime(note=_UNKNOWN.format(why=f"“{shown}” is not a date and a time with a zone that is known"))
    return HandInTime(when)


def _decoded(data: bytes) -> str:
    """The text, however an editor on Windows has saved it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data[: len(data) & ~1]  # half a character was cut off
        return data.decode("utf-16", errors="replace").strip()
    return data.decode("utf-8-sig", errors="replace").strip()


def _unknown_zone(text: str) -> str:
    """The third word of nbgrader's own form, if it should be a zone and is none; nbgrader would take UTC."""
    parts = text.split(" ")
    if len(parts) != 3 or _OFFSET.fullmatch(parts[2]):
        return ""
    zone = parts[2]
    known = zone.upper() in _UTC or (_ZONE.fullmatch(zone) and dateutil.tz.gettz(zone) is not None)
    return "" if known else zone


def _with_offset(text: str) -> str:
    """The text with an offset from UTC at its time: standing alone, nbgrader takes +0530 for 530 seconds."""
    moment, _, offset = text.rpartition(" ")
    return moment + offset if _OFFSET.fullmatch(offset) else text


def _is_whole(text: str) -> bool:
    """Whether a text names the year, the month, the day and the hour, in one way of reading it. Raises ValueError,
    OverflowError."""
    parts = text.split(" ")
    moment = " ".join(parts[:2]) if len(parts) == 3 else text
    one, another = (dateutil.parser.parse(moment, default=default) for default in (_ONE_DAY, _ANOTHER))
    if one != another or _YEAR_FIRST.match(text):
        return bool(one == another)
    day_first = dateutil.parser.parse(moment, default=_ONE_DAY, dayfirst=True)
    year_first = dateutil.parser.parse(moment, default=_ONE_DAY, yearfirst=True)
    return bool(one == day_first == year_first)
