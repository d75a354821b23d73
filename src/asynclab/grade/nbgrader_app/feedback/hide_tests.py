"""What a student may read of a graded notebook: a step of nbgrader's `generate_feedback`.

Stock feedback shows hidden tests to everybody: their text, and in tracebacks their lines and values. Here a region
between BEGIN and END HIDDEN TESTS is one comment. A check's verdict stays whole, since it is told without expected
values. What a plain test with a hidden part gave is told anew, from words that the instructor wrote and the student
could read before.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.for_graders import leave_out
from asynclab.grade.gradebook.outputs import LEFT_OUT, cell_frames
from asynclab.grade.gradebook.verdicts import read
from asynclab.grade.graded_cells import is_automatic, kind_of
from asynclab.grade.job import CellKind

COMMENT = "# hidden checks ran here"
TOLD = "told"  # in nbgrader's metadata of a graded cell: its promise and the outcome
HIDDEN = "A hidden test did not pass."
_JUDGED = ("CheckFailed", "CouldNotGrade", LEFT_OUT)  # errors of the judge's and the engine's own
_SWITCH = re.compile(r"\s*\w+\.hidden\(\)\s*(#.*)?")


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Takes hidden tests, and all that comes from them, out of a notebook before it becomes feedback."""

    # the HTML exporter sets it for every step, and one that does not take it is warned of for each notebook
    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change the notebook in place; the marks of hidden tests are those that `ClearHiddenTests` is set to."""
        marks = ClearHiddenTests(config=Config({"ClearHiddenTests": self.config.ClearHiddenTests}))
        hide(nb, marks.begin_test_delimeter, marks.end_test_delimeter)
        return nb, resources


class LeaveOutForGraders(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Takes what is for those who grade out of a notebook, before every other step, in every course."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change the notebook in place."""
        leave_out(nb)
        return nb, resources


def hide(notebook: NotebookNode, begin: str = "BEGIN HIDDEN TESTS", end: str = "END HIDDEN TESTS") -> None:
    """Take hidden tests and all that comes from them out of a graded notebook, in place.

    A plain test runs in the student's process, which may then print its text where it likes: if one of them has a
    hidden part, all of them are told anew.
    """
    leave_out(notebook)
    texts = [_shown(cell.source, begin, end) for cell in notebook.cells]
    known = any(text.hides and _is_plain_test(cell) for cell, text in zip(notebook.cells, texts, strict=True))
    for cell, text in zip(notebook.cells, texts, strict=True):
        if cell.cell_type == "code":
            if is_automatic(cell):
                if not _is_plain_test(cell):
                    reading = read(cell)
                    cell.metadata.nbgrader[TOLD] = {"promise": reading.promise, "outcome": reading.outcome.value}
                cell.outputs = list(_told(cell, text, known))
            for output in cell.outputs:
                output.get("data", {}).pop(MIME, None)
        cell.source = text.source


@dataclass(frozen=True)
class _ReadableSource:
    """A cell's source as a student may read it. lines: of the full text those that are shown, by number from 1."""

    source: str
    lines: Mapping[int, str]
    hides: bool


def _shown(source: str, begin: str, end: str) -> _ReadableSource:
    """A region that nobody ended goes to the end of its cell."""
    kept: list[str] = []
    lines: dict[int, str] = {}
    inside = hides = False
    for number, line in enumerate(source.split("\n"), 1):
        if begin in line and not inside:
            inside = hides = True
            kept.append(line[: len(line) - len(line.lstrip())] + COMMENT)
        elif inside:
            inside = end not in line
        elif not _SWITCH.fullmatch(line):
            kept.append(line)
            lines[number] = line
    return _ReadableSource("\n".join(kept), lines, hides)


def _is_plain_test(cell: NotebookNode) -> bool:
    return is_automatic(cell) and kind_of(cell.source, cell.metadata.nbgrader.get("grade_id", "")) is CellKind.TEST


def _told(cell: NotebookNode, text: _ReadableSource, known: bool) -> Iterator[NotebookNode]:
    """A graded cell's outputs that may be read. known: the student's process knew a hidden test."""
    if not _is_plain_test(cell):
        yield from (o for o in cell.outputs if MIME in o.get("data", {}) or o.get("ename") in _JUDGED)
    elif not known:
        yield from cell.outputs
    else:
        errors = (output for output in cell.outputs if output.output_type == "error")
        yield from (_in_our_words(cell, text, error) for error in islice(errors, 1))


def _in_our_words(cell: NotebookNode, text: _ReadableSource, error: NotebookNode) -> NotebookNode:
    """A test's error, told with nothing in it that is hidden. All that it says, its names too, a student may choose."""
    frames = cell_frames(error)
    at = next((line for count, line in frames if count == cell.execution_count), 0)
    said = [f"This test did not pass: {text.lines[at].strip()}" if at in text.lines else HIDDEN]
    if error.ename == LEFT_OUT:
        said = ["This test ended its Python process, and was left out."]
    if any(count != cell.execution_count for count, _ in frames):
        said.append(f"Your code raised {_known_name(error.ename)}.")
    if error.evalue and error.evalue in set(_messages(cell.source)):
        said.append(error.evalue)
    line = " ".join(said)
    return NotebookNode(output_type="error", ename="TestFailed", evalue=line, traceback=[line])


def _known_name(name: str) -> str:
    """The name of an exception, if it is Python's: a student's own class may be named after anything."""
    kind = getattr(builtins, name, None) if name.isidentifier() else None
    return name if isinstance(kind, type) and issubclass(kind, BaseException) else "an error of its own"


def _messages(source: str) -> Iterator[str]:
    """The constant messages of a cell: `assert condition, "message"` and `raise Error("message")`."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):  # a magic in it
        return
    for node in nodes:
        if isinstance(node, ast.Assert):
            said: ast.AST | None = node.msg
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            said = node.exc.args[0]
        else:
            continue
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            yield said.value
