"""What is taken from a notebook's file: texts and names, as plain data. Pure, and strict about every type.

Needs little but the standard library, since it runs in a throw-away process too: `read.py` starts it there for files
whose size or shape could harm the process that grades.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from asynclab.grade.intake.pasted_pictures import PastedPicture, attached, embedded
from asynclab.grade.intake.unreadable_files import kind_of_file, why_not_json

LONGEST = 200_000  # characters of one cell; a longer text comes cut to one more than that
_CELLS = 5_000  # cells of a notebook that are looked at
_TEXT = 4_000_000  # characters of all cells together
_PIXELS = 20 << 20  # characters of all pictures together
_NAME = 200  # characters of a name, a tag, or what nbgrader's metadata says
_TAGS = 50
_MEMORY = 2 << 30  # bytes of address space: a file of 300 MB as text, four bytes a character, and its data
_CPU = 60  # seconds


class NotANotebook(ValueError):
    """The bytes are no notebook; the message says why, as the end of a sentence."""


@dataclass(frozen=True)
class PaperCell:
    """A cell as its student's file has it. name: nbgrader's id. cell_id: the notebook format's. marks: what else
    nbgrader's metadata says, as text to compare. attached: it carries files of its own; pictures: those of them that
    may be kept."""

    kind: str
    source: str
    name: str = ""
    cell_id: str = ""
    tags: tuple[str, ...] = ()
    marks: str = ""
    attached: bool = False
    pictures: tuple[PastedPicture, ...] = ()


@dataclass(frozen=True)
class ParsedNotebook:
    """A notebook that was handed in. kernel: the name of the kernel it asks for. notes: what was not read."""

    cells: tuple[PaperCell, ...]
    kernel: str = ""
    notes: tuple[str, ...] = ()


def load(raw: bytes) -> ParsedNotebook:
    """Load the notebook in a file's bytes. Raises nothing but NotANotebook, whatever the bytes are."""
    if not raw.strip():
        raise NotANotebook("the file is empty")
    if kind := kind_of_file(raw):
        raise NotANotebook(kind)
    try:
        text, notes = _decoded(raw)
        del raw  # hundreds of megabytes, perhaps
        data = _loaded(text)
    except RecursionError:
        raise NotANotebook("its data is nested too deeply") from None
    except MemoryError:
        raise NotANotebook("it needs too much memory to be read") from None
    paper = extract(data)
    return replace(paper, notes=(*notes, *paper.notes))


def _loaded(text: str) -> object:
    try:
        return json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise NotANotebook(why_not_json(text, error)) from None
    except ValueError as error:
        raise NotANotebook(f"it is not JSON: {str(error)[:80]}") from None


def extract(data: object) -> ParsedNotebook:
    """Extract the notebook in parsed JSON. Raises NotANotebook where it has no list of cells."""
    if not isinstance(data, dict):
        raise NotANotebook("it holds no notebook")
    listed = list(islice(_listed(data), _CELLS + 1))
    notes = [f"It has more than {_CELLS} cells; the rest was left out."] if len(listed) > _CELLS else []
    cells, room, pixels = [], _TEXT, _PIXELS
    for cell in listed[:_CELLS]:
        if not isinstance(cell, dict):
            continue
        taken = _cell(cell, min(room, LONGEST + 1))
        room -= len(taken.source)
        pixels -= sum(len(picture.data) for picture in taken.pictures)
        if pixels < 0:
            taken = replace(taken, pictures=())
        cells.append(taken)
    if len(cells) < min(len(listed), _CELLS):
        notes.append("Something that is no cell stood among its cells and was left out.")
    if pixels < 0:
        notes.append(f"Its pictures have more than {_PIXELS >> 20} MB; the rest was left out.")
    if room <= 0:
        notes.append(f"Its cells hold more than {_TEXT} characters; the rest was left out.")
    return ParsedNotebook(tuple(cells), _kernel(data), tuple(notes))


def to_json(paper: ParsedNotebook) -> str:
    """Return the paper as compact JSON."""
    return json.dumps(asdict(paper), separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> ParsedNotebook:
    """Read the paper that `to_json` wrote."""
    data = json.loads(text)
    cells = tuple(_from_data(cell) for cell in data["cells"])
    return ParsedNotebook(cells, data["kernel"], tuple(data["notes"]))


def _from_data(cell: dict[str, Any]) -> PaperCell:
    pictures = tuple(PastedPicture(**picture) for picture in cell["pictures"])
    return PaperCell(**{**cell, "tags": tuple(cell["tags"]), "pictures": pictures})


def plain(text: str) -> str:
    """Return the text with whatever no UTF-8 file or database takes (lone surrogates, NUL) replaced."""
    if "\x00" in text:
        text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # joins the halves of a pair that was escaped apart, and replaces a half without its other
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """A file's text, and a note where its bytes are not what they should be: Windows' own code page, or damaged."""
    encoding = json.detect_encoding(raw)
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    if damaged <= len(text) - len(text.encode("ascii", "ignore")) - damaged:
        return text, ("It holds bytes that are no text; they were replaced.",)
    return raw.decode("cp1252", "replace"), ("It was not saved as UTF-8, and was read as Windows-1252.",)


def _integer(digits: str) -> int:
    """No number in a notebook is long; Python refuses those of thousands of digits."""
    return int(digits[:18])


def _listed(data: dict[Any, Any]) -> Iterator[object]:
    """Cells where format 4 has them, and in the worksheets of format 3. Raises NotANotebook."""
    if isinstance(data.get("cells"), list):
        yield from data["cells"]
        return
    worksheets = data.get("worksheets")
    if not isinstance(worksheets, list):
        raise NotANotebook("it has no list of cells")
    for sheet in worksheets:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            yield from sheet["cells"]


def _cell(cell: dict[Any, Any], room: int) -> PaperCell:
    metadata = _dict(cell.get("metadata"))
    said = _dict(metadata.get("nbgrader"))
    tags = metadata.get("tags")
    pictures: tuple[PastedPicture, ...] = ()
    source = cell.get("source", cell.get("input"))
    if cell.get("cell_type") == "markdown":
        source, within = embedded(_joined(source))
        pictures = (*attached(cell.get("attachments")), *within)
    return PaperCell(
        kind=_name(cell.get("cell_type")),
        source=_text(source, room),
        name=_name(said.get("grade_id")),
        cell_id=_name(cell.get("id")),
        tags=tuple(_name(tag) for tag in tags[:_TAGS]) if isinstance(tags, list) else (),
        marks=_marks(said),
        attached=bool(cell.get("attachments")),
        pictures=pictures,
    )


def _dict(value: object) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _name(value: object) -> str:
    """A name as it may stand in a note and in a log."""
    if not isinstance(value, str):
        return ""
    name = value[:_NAME]
    return name if name.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in name)


def _joined(value: object) -> str:
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _text(value: object, room: int) -> str:
    value = _joined(value)
    return plain(value[:room].replace("\r\n", "\n"))


def _marks(said: dict[Any, Any]) -> str:
    """As one text: 2 points are as many as 2.0."""
    found = ((key, said.get(key)) for key in ("grade", "locked", "points", "schema_version", "solution", "task"))
    words = (
        f"{key}={value:g}" if type(value) in (int, float) else f"{key}={value}"
        for key, value in found
        if isinstance(value, (bool, int, float, str))
    )
    return _name(" ".join(words))


def _kernel(data: dict[Any, Any]) -> str:
    return _name(_dict(_dict(data.get("metadata")).get("kernelspec")).get("name"))


def _main() -> None:
    """The throw-away process: a file's bytes on stdin, the paper on stdout, or why not on stderr."""
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU), (resource.RLIMIT_CORE, 0)):
        allowed = resource.getrlimit(what)[1]
        limit = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (limit, limit))
    try:
        sys.stdout.buffer.write(to_json(load(sys.stdin.buffer.read())).encode())
    except MemoryError:
        sys.exit("it needs too much memory to be read")
    except NotANotebook as problem:
        sys.exit(plain(str(problem)))


if __name__ == "__main__":
    _main()
