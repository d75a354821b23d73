"""What a graded cell's outputs tell of it beside its points: each failure, the timelines, and the answer it judged.

For instructors: the sentences are those of the verdict, hidden values and all. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from asynclab.course.cell.cell_verdict import MIME

# As `Timeline.html` writes it: a picture for a narrow page, and the one for any other with its alternative text.
_PICTURE = re.compile(
    r'<picture><source [^>]*srcset="data:image/svg\+xml;base64,([A-Za-z0-9+/]+=*)"/>'
    r'<img alt="([^"]*)" [^>]*src="data:image/svg\+xml;base64,([A-Za-z0-9+/]+=*)"/></picture>'
)


@dataclass(frozen=True)
class ToldFailure:
    """One failure of a verdict, in full. place: the student's own line, or "". hidden: of a hidden run."""

    sentence: str
    place: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class VerdictPicture:
    """A timeline that a verdict carries. wide, narrow: SVG documents in base64, for pages of either width."""

    alt: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class CellStory:
    """A graded cell. answer: the text of the solution cell above it, whose grade_id is `answer_id`; both "" where there
    is no such cell."""

    grade_id: str
    failures: tuple[ToldFailure, ...] = ()
    pictures: tuple[VerdictPicture, ...] = ()
    answer_id: str = ""
    answer: str = ""


def stories(notebook: NotebookNode) -> Iterator[CellStory]:
    """Yield what there is to tell of each graded cell of an autograded notebook, in its order."""
    answer_id = answer = ""
    for cell in notebook.cells:
        if is_solution(cell):
            answer_id, answer = cell.metadata.nbgrader.grade_id, cell.source
        if is_grade(cell) or is_task(cell):
            shown = (output.get("data", {}) for output in cell.get("outputs", ()))
            data: Mapping[str, Any] = next((each for each in shown if MIME in each), {})
            yield CellStory(
                cell.metadata.nbgrader.grade_id,
                tuple(_failures(data.get(MIME))),
                tuple(_pictures(data.get("text/html"))),
                answer_id,
                answer,
            )


def _failures(verdict: Any) -> Iterator[ToldFailure]:
    listed = verdict.get("failures") if isinstance(verdict, Mapping) else None
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping):
            yield ToldFailure(
                " ".join(str(each.get("sentence", "")).split()), str(each.get("place", "")), bool(each.get("hidden"))
            )
        else:
            yield ToldFailure(" ".join(str(each).split()))


def _pictures(html: Any) -> Iterator[VerdictPicture]:
    """The timelines in a verdict's box. Nothing else of its HTML is taken over."""
    for narrow, alt, wide in _PICTURE.findall(html) if isinstance(html, str) else ():
        yield VerdictPicture(unescape(alt), wide, narrow)
