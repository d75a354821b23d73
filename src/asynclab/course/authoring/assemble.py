"""How fences and cells fit together into a chapter of tasks and questions; whatever does not fit is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from asynclab.course.authoring import markdown as drafts
from asynclab.course.authoring.chapter import (
    Cell,
    Chapter,
    ChapterRefused,
    Choice,
    Fence,
    OwnQuestion,
    Question,
    Refusal,
    Role,
    Task,
)
from asynclab.course.authoring.chapter_rules import broken, is_remote
from asynclab.course.authoring.markdown import Draft
from asynclab.course.authoring.regions import RegionKind, question_stub, regions, without

HINT_WORDS = range(30, 61)
_SHAPES: dict[str, dict[str, tuple[type, ...]]] = {
    "chapter": {"level": (str,), "minutes": (int,), "points": (int, float)},
    "task": {"id": (str,), "points": (int, float), "hint": (str,)},
    "quiz": {"name": (str,), "right": (str,), "explain": (dict,)},
    "own": {"name": (str,), "task": (str,), "digit": (int,), "right": (str,), "explain": (dict,)},
}
_OPTIONAL: dict[str, dict[str, tuple[type, ...]]] = {"task": {"needs": (str,)}}
_ASKS = {"quiz": "chosen", "own": "foreseen"}  # how the check of a question begins
LEVELS = ("warm-up", "core", "hard", "boss")


def load(file: Path) -> Chapter:
    """Load the chapter in a Markdown file. Raises `ChapterRefused` with every reason, each with its line."""
    draft = drafts.read(file)
    refusals = tuple(broken(draft)) or tuple(_misfits(draft))
    if refusals:
        raise ChapterRefused(refusals)
    return _chapter(draft)


# -- what does not fit -----------------------------------------------------------------------------


def _misfits(draft: Draft) -> Iterator[Refusal]:
    """Told only of a draft whose cells are sound one by one."""
    shapes = [refusal for fence in draft.fences for refusal in _shape(draft, fence)]
    chapters = [fence for fence in draft.fences if fence.kind == "chapter"]
    if len(chapters) != 1:
        shapes.append(draft.refusal(1, f"There are {len(chapters)} `toml chapter` fences; a chapter has one."))
    if shapes:
        yield from shapes
        return
    for fence in draft.fences:
        yield from _FITS[fence.kind](draft, fence)
    yield from _orphans(draft)


def _shape(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    wanted = _SHAPES.get(fence.kind)
    if wanted is None:
        known = ", ".join(_SHAPES)
        yield draft.refusal(fence.line, f"`toml {fence.kind}` is no fence of a chapter. There are: {known}.")
        return
    optional = _OPTIONAL.get(fence.kind, {})
    there = {key: types for key, types in optional.items() if key in fence.data}
    for key, types in (wanted | there).items():
        if not isinstance(fence.data.get(key), types):
            yield draft.refusal(fence.line, f"The `toml {fence.kind}` fence needs `{key}`, a {types[0].__name__}.")
    for key in fence.data.keys() - wanted.keys() - optional.keys():
        yield draft.refusal(fence.line, f"The `toml {fence.kind}` fence has `{key}`, which means nothing here.")


def _chapter_fits(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    if fence.data["level"] not in LEVELS:
        yield draft.refusal(fence.line, f"`level` is one of {', '.join(LEVELS)}.")
    if not re.fullmatch(r"\d\d-[a-z0-9-]+", draft.name):
        yield draft.refusal(1, f'"{draft.name}" is no name of a chapter: call the file like 12-boss.md.')
    yield from _points(draft, fence, "chapter", draft.by_role(Role.CHECK))
    if not any(other.kind == "task" for other in draft.fences):
        yield draft.refusal(fence.line, "The chapter has no task.")


def _task_fits(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    id, checks = fence.data["id"], _checks(draft, fence.data["id"])
    solution = _solution(draft, id)
    if solution is None:
        yield draft.refusal(fence.line, f'The task "{id}" has no solution cell with that grade_id.')
    elif not all(region.indent for region in regions(solution.source, RegionKind.SOLUTION)):
        says = f'The solution of "{id}" is not inside a function: at the left margin its stub would stop the notebook.'
        yield draft.refusal(solution.line, says)
    if not checks:
        yield draft.refusal(fence.line, f'The task "{id}" has no graded cell: their ids begin with "{id}-".')
    else:
        yield from _points(draft, fence, f'task "{id}"', checks)
        yield from _needs(draft, fence, checks)
    words = len(fence.data["hint"].split())
    if "?" not in fence.data["hint"] or words not in HINT_WORDS:
        says = f'The hint of "{id}" is a question of {HINT_WORDS.start} to {HINT_WORDS.stop - 1} words; it has {words}'
        yield draft.refusal(fence.line, says + (" and no question mark." if "?" not in fence.data["hint"] else "."))
    if not _heading(draft, fence):
        yield draft.refusal(fence.line, f'The task "{id}" has no heading: write `### Task 1. Its title` above it.')


def _needs(draft: Draft, fence: Fence, checks: tuple[Cell, ...]) -> Iterator[Refusal]:
    """What a task needs, each of its graded cells says: a student's notebook has no other word of it."""
    needs = fence.data.get("needs", "")
    for cell in checks:
        if needs and cell.needs != needs:
            says = (
                f'The task "{fence.data["id"]}" needs "{needs}", and its graded cell "{cell.grade_id}" does not say so:'
            )
            yield draft.refusal(cell.line, f'{says} write `with check("...", "...", needs="{needs}") as c:`.')


def _points(draft: Draft, fence: Fence, what: str, checks: tuple[Cell, ...]) -> Iterator[Refusal]:
    total = sum(cell.points for cell in checks)
    if total != fence.data["points"]:
        told = " + ".join(f"{cell.points:g}" for cell in checks)
        says = f"The {what} declares {fence.data['points']:g} points, and its graded cells have {told} = {total:g}."
        yield draft.refusal(fence.line, says)


def _question_fits(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    name, explain = fence.data["name"], fence.data["explain"]
    solution, checks = _solution(draft, name), _checks(draft, name)
    if not name.isidentifier():
        yield draft.refusal(fence.line, f'"{name}" is no name of a variable.')
    if solution is None:
        yield draft.refusal(fence.line, f'The question "{name}" has no solution cell with that grade_id.')
    elif not question_stub(without(solution.source, RegionKind.SOLUTION), name):
        yield draft.refusal(solution.line, f"The stub of a question begins with `{name} = None  # TODO: ...`.")
    if [cell.grade_id for cell in checks] != [f"{name}-check"]:
        yield draft.refusal(
            fence.line, f'The question "{name}" has one graded cell, and its grade_id is "{name}-check".'
        )
    elif f'c.{_ASKS[fence.kind]}("{name}"' not in without(checks[0].source, RegionKind.HIDDEN):
        yield draft.refusal(checks[0].line, f'The check of a question begins with c.{_ASKS[fence.kind]}("{name}").')
    if any(cell.needs for cell in checks):
        says = "The check of a question has no `needs`: ask what can be answered on every version."
        yield draft.refusal(checks[0].line, says)
    if fence.data["right"] not in explain:
        yield draft.refusal(fence.line, f'The right choice "{fence.data["right"]}" of "{name}" has no explanation.')
    yield from _explained(draft, fence, explain)


def _quiz_fits(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    yield from _question_fits(draft, fence)
    yield from _listed(draft, fence, fence.data["explain"])


def _own_fits(draft: Draft, fence: Fence) -> Iterator[Refusal]:
    if fence.data["task"] not in {other.data["id"] for other in draft.fences if other.kind == "task"}:
        says = f'The question "{fence.data["name"]}" is on the code of "{fence.data["task"]}", which is no task here.'
        yield draft.refusal(fence.line, says)
    yield from _question_fits(draft, fence)


def _listed(draft: Draft, fence: Fence, explain: dict[str, Any]) -> Iterator[Refusal]:
    above = next((cell for cell in reversed(draft.cells) if cell.role is Role.PROSE and cell.line <= fence.line), None)
    shown = re.findall(r"^- \*\*(\w)\.\*\* \S", _since_heading(draft, above, fence), re.MULTILINE) if above else []
    if len(explain) < 2 or shown != sorted(explain):
        listed, explained = ", ".join(shown) or "none", ", ".join(explain) or "none"
        says = f"Choices are listed as `- **a.** text` ({listed}) and each has its text in [explain] ({explained})."
        yield draft.refusal(fence.line, says)


def _explained(draft: Draft, fence: Fence, explain: dict[str, Any]) -> Iterator[Refusal]:
    for letter, text in explain.items():
        if not isinstance(text, str) or not text.strip():
            yield draft.refusal(fence.line, f'The explanation of choice "{letter}" is no text.')


def _since_heading(draft: Draft, cell: Cell, fence: Fence) -> str:
    headings = [heading.line for heading in draft.headings if heading.line < fence.line]
    start = max(0, (headings[-1] if headings else 0) - cell.line)
    return "\n".join(cell.source.split("\n")[start : fence.line - cell.line])


def _orphans(draft: Draft) -> Iterator[Refusal]:
    owners = {_owner(fence) for fence in draft.fences if fence.kind != "chapter"}
    for cell in draft.by_role(Role.SOLUTION):
        if cell.grade_id not in owners:
            yield draft.refusal(cell.line, f'The solution cell "{cell.grade_id}" belongs to no task and no question.')
    for cell in draft.by_role(Role.CHECK):
        owned = [owner for owner in owners if cell.grade_id.startswith(f"{owner}-")]
        if len(owned) != 1:
            told = f"both {' and '.join(sorted(owned))}" if owned else "no task and no question"
            yield draft.refusal(cell.line, f'The graded cell "{cell.grade_id}" belongs to {told}, by its name.')


_FITS: dict[str, Callable[[Draft, Fence], Iterator[Refusal]]] = {
    "chapter": _chapter_fits,
    "task": _task_fits,
    "quiz": _quiz_fits,
    "own": _own_fits,
}


# -- what fits -------------------------------------------------------------------------------------


def _chapter(draft: Draft) -> Chapter:
    about = next(fence for fence in draft.fences if fence.kind == "chapter").data
    return Chapter(
        name=draft.name,
        title=next(heading.text for heading in draft.headings if heading.level == 1),
        level=about["level"],
        minutes=about["minutes"],
        points=float(about["points"]),
        file=draft.file,
        cells=draft.cells,
        tasks=tuple(_task(draft, fence) for fence in draft.fences if fence.kind == "task"),
        questions=tuple(_question(draft, fence) for fence in draft.fences if fence.kind in _ASKS),
        images=tuple(dict.fromkeys(image.target for image in draft.images if not is_remote(image.target))),
    )


def _task(draft: Draft, fence: Fence) -> Task:
    id = fence.data["id"]
    return Task(
        id=id,
        heading=_heading(draft, fence),
        points=float(fence.data["points"]),
        hint=" ".join(fence.data["hint"].split()),
        line=fence.line,
        solution=_only(_solution(draft, id)),
        checks=_checks(draft, id),
    )


def _question(draft: Draft, fence: Fence) -> Question:
    name = fence.data["name"]
    choices = tuple(Choice(letter, " ".join(text.split())) for letter, text in fence.data["explain"].items())
    check = _checks(draft, name)[0]
    about = (name, fence.data["right"], choices, fence.line, _only(_solution(draft, name)), check)
    return OwnQuestion(*about, fence.data["task"], fence.data["digit"]) if fence.kind == "own" else Question(*about)


def _owner(fence: Fence) -> str:
    return str(fence.data["name" if fence.kind in _ASKS else "id"])


def _solution(draft: Draft, id: str) -> Cell | None:
    return next((cell for cell in draft.by_role(Role.SOLUTION) if cell.grade_id == id), None)


def _only(cell: Cell | None) -> Cell:
    assert cell is not None  # `_misfits` has seen to it
    return cell


def _checks(draft: Draft, owner: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in draft.by_role(Role.CHECK) if cell.grade_id.startswith(f"{owner}-"))


def _heading(draft: Draft, fence: Fence) -> str:
    """The heading that a task stands under; nothing, where that is a section's."""
    above = [heading for heading in draft.headings if heading.line < fence.line]
    return above[-1].text if above and above[-1].level > 2 else ""
