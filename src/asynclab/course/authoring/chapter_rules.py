"""What a chapter's Markdown must be, cell by cell and as a whole. Each rule gives the refusals it finds."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from asynclab.course.authoring.chapter import Cell, Refusal, Role
from asynclab.course.authoring.fences import open_comment
from asynclab.course.authoring.markdown import Draft
from asynclab.course.authoring.regions import (
    TODO,
    RegionKind,
    Unbalanced,
    inside,
    regions,
    stub,
    without,
    without_fences,
)
from asynclab.course.authoring.syntax import has_magic, syntax_error
from asynclab.course.needs import lacking

SECTIONS = (
    "The setup",
    "Picture this",
    "Mental model",
    "Walkthrough",
    "Try this yourself",
    "Hall of Shame",
    "Why this matters in production",
    "You can now brag that",
    "References",
    "Quiz",
)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what nbformat allows as a cell id


def broken(draft: Draft) -> Iterator[Refusal]:
    """Yield every rule that a draft breaks, but for those on how tasks and questions fit together (`assemble`)."""
    yield from _ids(draft)
    yield from _sections(draft)
    yield from _images(draft)
    for cell in draft.cells:
        yield from _markers(draft, cell)
        yield from _prose(draft, cell)
        yield from _python(draft, cell)
    for cell in draft.by_role(Role.CHECK):
        yield from _graded(draft, cell)
    for cell in draft.by_role(Role.SOLUTION):
        yield from _solution(draft, cell)
    yield from _stubs(draft)


def _ids(draft: Draft) -> Iterator[Refusal]:
    count = Counter(cell.grade_id for cell in draft.cells if cell.grade_id)
    for cell in draft.cells:
        if cell.unreadable:
            yield draft.refusal(cell.line, f"The cell's metadata cannot be read: {cell.unreadable}. Write it as JSON.")
        elif cell.role in (Role.SOLUTION, Role.CHECK) and not cell.grade_id:
            yield draft.refusal(cell.line, f"This {cell.role.value} cell has no grade_id. Give it one in its metadata.")
        elif cell.grade_id and not _ID.fullmatch(cell.grade_id):
            yield draft.refusal(
                cell.line, f'"{cell.grade_id}" is no grade_id: use up to 64 letters, digits, "-" and "_".'
            )
        elif count[cell.grade_id] > 1:
            yield draft.refusal(cell.line, f'The grade_id "{cell.grade_id}" is there {count[cell.grade_id]} times.')


def _sections(draft: Draft) -> Iterator[Refusal]:
    found = [heading for heading in draft.headings if heading.level == 2]
    at = 0
    for number, section in enumerate(SECTIONS, start=1):
        place = next((i for i, heading in enumerate(found) if section.lower() in heading.text.lower()), None)
        if place is None:
            yield draft.refusal(1, f'The section "## {number}. {section}" is missing.')
        elif place < at:
            yield draft.refusal(found[place].line, f'The section "{section}" comes too early: it is number {number}.')
        else:
            at = place
    if not any(heading.level == 1 for heading in draft.headings):
        yield draft.refusal(1, "The chapter has no title. Begin with a line such as `# Chapter 12. Streaming`.")


def _images(draft: Draft) -> Iterator[Refusal]:
    for image in draft.images:
        if not image.alt.strip():
            yield draft.refusal(image.line, f"The picture {image.target} has no alt text. Say in words what it shows.")
        if not is_remote(image.target) and not inside_folder(draft.file.parent, image.target).is_file():
            yield draft.refusal(image.line, f"There is no picture {image.target} beside the chapter.")


def is_remote(target: str) -> bool:
    """Return whether a picture is fetched or inlined rather than lying beside the chapter."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE))


def inside_folder(folder: Path, target: str) -> Path:
    """Return the path of a file beside the chapter; for a file elsewhere, a path that does not exist."""
    path = (folder / target).resolve()
    return path if path.is_relative_to(folder.resolve()) else folder / "outside the folder"


def _markers(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    for kind, role in ((RegionKind.SOLUTION, Role.SOLUTION), (RegionKind.HIDDEN, Role.CHECK)):
        if cell.role is Role.PROSE:
            continue
        try:
            found = regions(cell.source, kind)
        except Unbalanced as error:
            yield draft.refusal(cell.line + error.line, str(error))
            continue
        if found and cell.role is not role:
            says = f"BEGIN {kind.value} stands in a cell that is no {role.value} cell: nbgrader would show it."
            yield draft.refusal(cell.line + found[0].start, f"{says} Give the cell its nbgrader metadata.")


def _prose(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    if cell.role is not Role.PROSE:
        return
    shown = without_fences(cell.source)
    if not shown.strip():
        says = "Students would get an empty cell here: this one holds nothing but what is for authors. Add a sentence."
        yield draft.refusal(cell.line, says)
    if (at := open_comment(cell.source)) is not None:
        says = "The comment that opens here is not closed before the next code cell. Put --> at its end."
        yield draft.refusal(cell.line + at, says)
    for kind in RegionKind:
        if f"BEGIN {kind.value}" in shown:
            at = next(index for index, line in enumerate(cell.source.split("\n")) if f"BEGIN {kind.value}" in line)
            says = f"BEGIN {kind.value} stands in prose, where nbgrader refuses it. Say it in other words."
            yield draft.refusal(cell.line + at, says)


def _balanced(cell: Cell, kind: RegionKind) -> bool:
    try:
        regions(cell.source, kind)
    except Unbalanced:
        return False  # told by `_markers`
    return True


# -- Python ----------------------------------------------------------------------------------------


def _python(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    """A cell that Python cannot read is told once, where it breaks; other rules then say nothing of its structure."""
    if cell.role is Role.PROSE or (cell.role is Role.CODE and has_magic(cell.source)):
        return
    broken = syntax_error(cell.source)
    if broken is not None:
        at = min(max(broken.lineno or 1, 1), cell.source.count("\n") + 1)
        yield draft.refusal(cell.line + at - 1, f"Python cannot read this {cell.role.value} cell: {broken.msg}.")


# -- graded cells ----------------------------------------------------------------------------------


def _check_call(source: str) -> tuple[str, str] | None:
    """The id and the promise of a cell that is one `with check("id", "promise") as c:` and nothing else."""
    match _body(source):
        case [
            ast.With(
                items=[
                    ast.withitem(
                        context_expr=ast.Call(
                            func=ast.Name(id="check"),
                            args=[ast.Constant(value=str(grade_id)), ast.Constant(value=str(said))],
                            keywords=[] | [ast.keyword(arg="needs", value=ast.Constant(value=str()))],
                        )
                    )
                ]
            )
        ]:
            return grade_id, said
    return None


def _body(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def _graded(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    if syntax_error(cell.source) is None:
        yield from _checks(draft, cell)
    if cell.no_number:
        says = f'The graded cell "{cell.grade_id}" has {cell.no_number} for points, and they are a number: "points": 2.'
        yield draft.refusal(cell.line, says)
    elif cell.points <= 0:
        yield draft.refusal(cell.line, f'The graded cell "{cell.grade_id}" has no points. Give it "points": 1 or more.')
    if not cell.locked:
        yield draft.refusal(cell.line, f'The graded cell "{cell.grade_id}" is not locked. Write "locked": true.')


def _checks(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    call = _check_call(cell.source)
    if call is None:
        says = f'A graded cell is `with check("{cell.grade_id}", "the promise") as c:` and nothing else.'
        yield draft.refusal(cell.line, says)
    elif call[0] != cell.grade_id:
        yield draft.refusal(cell.line, f'The check says "{call[0]}" and its cell is "{cell.grade_id}".')
    elif not call[1].strip():
        yield draft.refusal(cell.line, f'The check "{cell.grade_id}" promises nothing. Give it a sentence.')
    try:
        lacking(cell.needs)
    except ValueError:
        says = f'The check "{cell.grade_id}" needs "{cell.needs}", which is no requirement such as "langgraph>=1.2".'
        yield draft.refusal(cell.line, says)
    if _balanced(cell, RegionKind.HIDDEN):
        yield from _hidden(draft, cell)


def _hidden(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    if not _runs(without(cell.source, RegionKind.HIDDEN)):
        says = f'"{cell.grade_id}" shows its student no check at all. Put a c.run(...) before the hidden part.'
        yield draft.refusal(cell.line, says)
    found = regions(cell.source, RegionKind.HIDDEN)
    if not found:
        return
    lines = cell.source.split("\n")
    first = lines[found[0].start + 1].strip()
    if first != "c.hidden()":
        says = "A hidden part begins with `c.hidden()`, so that its failures do not tell what was expected."
        yield draft.refusal(cell.line + found[0].start, says)
    if any(line.strip() for line in lines[found[0].end + 1 :]):
        yield draft.refusal(cell.line + found[0].end, "Nothing may follow the hidden part of a graded cell.")


def _runs(source: str) -> bool:
    """Whether a check looks at anything."""
    for node in ast.walk(ast.Module(_body(source), [])):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="c"), attr="run" | "chosen" | "foreseen")):
                return True
    return False


# -- solution cells --------------------------------------------------------------------------------


def _solution(draft: Draft, cell: Cell) -> Iterator[Refusal]:
    if not _balanced(cell, RegionKind.SOLUTION):
        return
    if not regions(cell.source, RegionKind.SOLUTION):
        yield draft.refusal(cell.line, f'"{cell.grade_id}" marks no solution: put it between its two markers.')
    todos = sum(bool(TODO.search(line)) for line in without(cell.source, RegionKind.SOLUTION).split("\n"))
    if todos != 1:
        yield draft.refusal(cell.line, f'The stub of "{cell.grade_id}" has {todos} TODOs; it has exactly one.')
    if any(TODO.search(line) for line in inside(cell.source, RegionKind.SOLUTION)):
        yield draft.refusal(cell.line, f'The solution of "{cell.grade_id}" has a TODO in it.')
    broken = syntax_error(cell.source) is None and syntax_error(stub(cell.source, cell.grade_id))
    if broken:
        says = f'What students get of "{cell.grade_id}" is not Python: {broken.msg}. Put whole statements between the'
        yield draft.refusal(cell.line, f"{says} two markers.")


def _stubs(draft: Draft) -> Iterator[Refusal]:
    """A stub raises NotAttempted, so some cell before it imports that: else every stub looks like a crash."""
    raising = [cell for cell in draft.by_role(Role.SOLUTION) if _balanced(cell, RegionKind.SOLUTION) and _defines(cell)]
    if raising and not any("NotAttempted" in cell.source for cell in draft.by_role(Role.CODE)):
        says = "Stubs raise NotAttempted, and no cell imports it. Write `from asynclab import NotAttempted` on top."
        yield draft.refusal(raising[0].line, says)


def _defines(cell: Cell) -> bool:
    return any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) for node in _body(cell.source))
