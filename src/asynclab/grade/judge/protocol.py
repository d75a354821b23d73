"""What the parent and a judge's process say to each other, see `ipc.MessageType`. The judge has read what students
wrote: what it says is read by strict codecs, and taken for data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.ipc import Garbled
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.verdict_outputs import JudgedCheck
from asynclab.grade.sandbox.process import JUDGE
from asynclab.observe.codec import Codec, DecodeError


@dataclass(frozen=True)
class ToJudge:
    """A check to be judged. came: what came of it, its runs left out, or None where nothing came. runs: how many runs
    follow, a frame each, as nobody has read them."""

    check: str
    came: CheckRuns | None
    runs: int = 0


@dataclass(frozen=True)
class Asks:
    """Of each check of the chapter, in order: its scenarios as JSON, and its promise."""

    questions: Mapping[str, tuple[str, ...]]
    promises: Mapping[str, str]


@dataclass(frozen=True)
class Refuses:
    """A check that cannot be asked, and why."""

    check: str
    why: str


ASKS = Codec(Asks, largest=JUDGE.largest)
REFUSES = Codec(Refuses)
JUDGED = Codec(JudgedCheck, largest=JUDGE.largest)


def judged_check(name: str, text: str) -> JudgedCheck:
    """Return the outputs of the check of this name, from the JSON of a `JudgedCheck`.

    Raises `Garbled` where the text is not that, or its outputs are not those of a verdict on this check.
    """
    try:
        judged = JUDGED.from_json(text)
        kinds = [output["output_type"] for output in judged.outputs]
        verdict = judged.outputs[0]["data"][MIME]["check"] if judged.outputs else None
    except (DecodeError, TypeError, KeyError):
        raise Garbled("its outputs cannot be read") from None
    if kinds not in (["display_data"], ["display_data", "error"]) or judged.check != name or verdict != name:
        raise Garbled(f"its outputs are not those of a verdict on {name}")
    return judged
