"""A submission's cells, each put to the chapter's cell that it comes from, the rest to the student's own. Pure.

A cell is known by nbgrader's id, else by the notebook format's, else by its text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from nbformat import NotebookNode
from nbgrader.utils import is_solution, is_task

from asynclab.grade.intake.merge import Copies, added, defines, fenced, merged, same
from asynclab.grade.intake.parse import LONGEST, PaperCell, ParsedNotebook, extract
from asynclab.grade.intake.pasted_pictures import PastedPicture

OWN_CELLS = 200  # extra cells of a student's that are kept, of code, and as many of text


@dataclass(frozen=True)
class Own:
    """A cell of the student's own. after: the index of the chapter's cell it stands below; -1 is the top. place: where
    it stood among the submission's cells; -1 for what was in one of the chapter's."""

    after: int
    kind: str
    source: str
    pictures: tuple[PastedPicture, ...] = ()
    place: int = -1


class ReleasedCells:
    """The released cells, found by nbgrader's id, by their cell id, or by their text."""

    def __init__(self, released: NotebookNode) -> None:
        paper = extract(released)
        self.kernel = paper.kernel
        self.cells = paper.cells
        self.by_name = {cell.name: at for at, cell in enumerate(self.cells) if cell.name}
        self.by_id = {cell.cell_id: at for at, cell in enumerate(self.cells) if cell.cell_id}
        self.by_text: dict[str, list[int]] = {}
        for at, cell in enumerate(self.cells):
            self.by_text.setdefault(cell.source.strip(), []).append(at)
        self.tasks = [at for at, cell in enumerate(released.cells) if is_task(cell)]
        self.written = [at for at, cell in enumerate(released.cells) if is_solution(cell) or is_task(cell)]

    def known(self, cell: PaperCell) -> int | None:
        """Return the index of the chapter's cell with the ids of a submitted cell."""
        return self.by_name.get(cell.name, self.by_id.get(cell.cell_id))

    def alike(self, cell: PaperCell, after: int, taken: Collection[int]) -> int | None:
        """Return the index of the chapter's cell with the text of a submitted cell. Of those that are not taken it is
        the next below `after`; else the cell is a copy.
        """
        texts = self.by_text.get(cell.source.strip(), []) if cell.source.strip() else []
        texts = [at for at in texts if at not in taken] or texts
        return next((at for at in texts if at > after), texts[0] if texts else None)

    def title(self, at: int) -> str:
        """Return what a note calls a cell."""
        cell = self.cells[at]
        return f"“{cell.name or cell.cell_id or f'cell {at + 1}'}”"


class CellAlignment:
    """The cells of a submission, each put to the chapter's cell it comes from, the rest to the student's own."""

    def __init__(self, chapter: ReleasedCells, submitted: ParsedNotebook) -> None:
        self.chapter = chapter
        self.kernel = submitted.kernel
        self.found: dict[int, list[PaperCell]] = {at: [] for at in range(len(chapter.cells))}
        self.places: dict[int, None] = {}  # where the chapter's cells stand, each once
        self.unknown: list[str] = []
        self.said: list[str] = []
        self.missing: list[str] = []  # names of cells to be written into of which there is nothing
        self._own: list[Own] = []
        self._near: dict[int, list[Own]] = {}
        self._prose: list[Own] = []  # text cells of the student's own: perhaps answers that lost their metadata
        self._sort(submitted.cells)

    def _sort(self, cells: tuple[PaperCell, ...]) -> None:
        known = [self.chapter.known(cell) for cell in cells]
        taken = {at for at in known if at is not None}
        after = -1
        for place, (cell, by_id) in enumerate(zip(cells, known, strict=True)):
            at = self.chapter.alike(cell, after, taken) if by_id is None else by_id
            if at is None:
                self._add_own(cell, after, place)
                continue
            if at not in self.places and (by_id is not None or at not in taken):  # a copy may stand anywhere
                after = at
                self.places[at] = None
            self.found[at].append(cell)
            taken.add(at)

    def _add_own(self, cell: PaperCell, after: int, place: int) -> None:
        if cell.name:
            self.unknown.append(f"“{cell.name}”")
        own = Own(after, cell.kind, cell.source, cell.pictures, place)
        if cell.kind == "code" and cell.source.strip():
            self._own.append(own)
        elif cell.kind in ("markdown", "raw", "heading") and (cell.source.strip() or cell.pictures):
            self._prose.append(own)

    def pictures(self, at: int) -> tuple[PastedPicture, ...]:
        """Return the pictures of a written answer, each name once."""
        cells = self._near.get(at) or self.found[at]
        return tuple({picture.name: picture for cell in cells for picture in cell.pictures}.values())

    def answer(self, at: int) -> str:
        """Return what a student wrote into a cell that is theirs to write."""
        stub = self.chapter.cells[at]
        if stub.kind != "code":
            return self._written(at, stub)
        copies = self._copies(at)
        if copies.too_long:
            self.said.append(f"{self.chapter.title(at)} holds more than {LONGEST} characters, which were left out.")
            return stub.source
        if copies.worked_on:
            return merged(copies.worked_on)
        return stub.source if self.found[at] else self._elsewhere(at, stub)

    def _copies(self, at: int) -> Copies:
        stub = self.chapter.cells[at]
        return Copies(tuple(cell.source for cell in self.found[at]), stub.source, stub.kind == "code")

    def _written(self, at: int, stub: PaperCell) -> str:
        """A written answer: of a cell that was split or copied, all that was written; of one that is untouched or
        gone, the student's own text cells between its neighbours."""
        texts = [cell.source for cell in self.found[at] if not same(cell.source, stub.source) and cell.source.strip()]
        if not texts and at not in self.chapter.tasks:
            self._near[at] = self._beside(at)
            texts = [own.source for own in self._near[at]]
            if texts:
                self.said.append(f"What stood in the place of {self.chapter.title(at)} was taken for it.")
        whole = "\n\n".join(dict.fromkeys(texts))
        if len(whole) > LONGEST:  # with what there is a person can grade it; a stub would be a zero
            self.said.append(
                f"{self.chapter.title(at)} holds more than {LONGEST} characters; the first ones were kept."
            )
        if not texts and not self.found[at]:
            self._put_back(at, stub)
        return whole[:LONGEST] or stub.source

    def _beside(self, at: int) -> list[Own]:
        """The student's own text cells that stand where a question stands. Several questions that are gone at one
        place share what is there: one each if there are as many, else all of it to each, for a person to sort out."""
        above = at if self.found[at] else max((other for other in range(at) if self.found[other]), default=-1)
        own = [each for each in self._prose if each.after == above]
        if self.found[at]:
            return own
        below = min((other for other in range(at, len(self.chapter.cells)) if self.found[other]), default=None)
        gone = [other for other in self.chapter.written if above < other and (below is None or other < below)]
        gone = [other for other in gone if self.chapter.cells[other].kind != "code"]
        return [own[gone.index(at)]] if len(own) == len(gone) else own

    def _elsewhere(self, at: int, stub: PaperCell) -> str:
        """The answer to a cell that is gone: the student's own cell that defines the same, if there is one."""
        for own in reversed(self._own[-OWN_CELLS:]):
            if stub.kind == own.kind == "code" and len(own.source) <= LONGEST and defines(own.source, stub.source):
                self._own.remove(own)
                self.said.append(
                    f"{self.chapter.title(at)} was missing; a cell that defines the same was taken for it."
                )
                return own.source
        self._put_back(at, stub)
        return stub.source

    def _put_back(self, at: int, stub: PaperCell) -> None:
        self.said.append(f"{self.chapter.title(at)} was missing and was put back.")
        if stub.name:
            self.missing.append(stub.name)

    def own_cells(self) -> list[Own]:
        """Return the student's own cells that are kept, in order; among them what was added to the chapter's."""
        code = self._within_limits([*self._additions(), *self._own], "code cell")
        prose = self._within_limits([*self._replaced(), *self._texts()], "text cell")
        return sorted([*code, *prose], key=lambda each: (each.after, each.place))

    def _within_limits(self, own: list[Own], noun: str) -> list[Own]:
        own = sorted(own, key=lambda each: (each.after, each.place))
        short = [each for each in own if len(each.source) <= LONGEST]
        if len(short) < len(own):
            self.said.append(f"{number_of(len(own) - len(short), noun)} of more than {LONGEST} characters left out.")
        if len(short) > OWN_CELLS:
            beyond = number_of(len(short) - OWN_CELLS, noun)
            self.said.append(f"{beyond} beyond the student's own {OWN_CELLS} left out.")
        return short[:OWN_CELLS]

    def _texts(self) -> Iterator[Own]:
        """Text cells that are no answer by themselves: a task is answered in cells below it, and an explanation or a
        drawing tells whoever grades what the code does not. One that is not Markdown is shown as it was typed."""
        taken = {id(each) for near in self._near.values() for each in near}
        for each in self._prose:
            if id(each) not in taken:
                source = fenced(each.source) if each.kind == "raw" else each.source
                yield replace(each, kind="markdown", source=source)

    def _replaced(self) -> Iterator[Own]:
        """The copies of answers that do not count: whoever grades sees them as text."""
        for at in self.chapter.written:
            for shown in self._copies(at).shown(self.chapter.title(at)):
                yield Own(at, "markdown", shown)

    def _additions(self) -> Iterator[Own]:
        """Lines that a student added to ordinary code cells, such as an import that their answer needs."""
        for at, copies in self.found.items():
            stub = self.chapter.cells[at]
            if stub.kind != "code" or stub.name:
                continue
            for cell in copies[:1]:
                lines = added(cell.source, stub.source) if len(cell.source) <= LONGEST else ""
                if lines:
                    self.said.append(f"What was added to {self.chapter.title(at)} was kept as a cell below it.")
                    yield Own(at, "code", lines)

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each thing that was otherwise than the chapter has it."""
        yield from self.said
        yield from self._about_cells()
        gone = sum(not copies for at, copies in self.found.items() if not self.chapter.cells[at].name)
        if gone:
            yield f"{number_of(gone, 'cell')} of the chapter's own were missing and were put back."
        if any(later < earlier for earlier, later in pairwise(self.places)):
            yield "The chapter's cells stood in another order; they were put back in theirs."
        if self.unknown:
            yield f"Not in the chapter, and treated as cells of the student's own: {', '.join(self.unknown[:10])}."
        if self.kernel and self.chapter.kernel and self.kernel != self.chapter.kernel:
            yield f"It was made for the kernel “{self.kernel}” and is run in the chapter's, “{self.chapter.kernel}”."

    def _about_cells(self) -> Iterator[str]:
        for at, copies in self.found.items():
            released, title = self.chapter.cells[at], self.chapter.title(at)
            theirs = at in self.chapter.written
            if not copies and released.name and not theirs:
                yield f"{title} was missing and was put back."
            if len(copies) > 1 and released.name:
                kept = self._copies(at).told() if theirs else "one was kept"
                yield f"{title} was there {len(copies)} times; {kept}."
            if not theirs and any(not same(cell.source, released.source) for cell in copies):
                yield f"{title} differs from the chapter's; the chapter's own text was put back."
            if any(_marked_otherwise(cell, released, theirs) for cell in copies):
                yield f"{title} was of another kind or marked otherwise; that was dropped."
            if theirs and any(cell.attached and not cell.pictures for cell in copies):
                yield f"What was attached to {title} was left out: it is no PNG, JPEG, GIF or WebP of up to 3 MB."


def _marked_otherwise(cell: PaperCell, released: PaperCell, theirs: bool) -> bool:
    """Whether its type, its tags, its points and the like were changed. Metadata that is gone claims nothing."""
    return (
        cell.kind != released.kind
        or bool(cell.name and cell.name != released.name)
        or bool(cell.marks and cell.marks != released.marks)
        or not set(cell.tags) <= set(released.tags)
        or (cell.attached and not released.attached and not theirs)
    )


def number_of(number: int, noun: str = "code cell") -> str:
    """Return a number with its noun, in words."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
