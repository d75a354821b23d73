"""What cells show, as nbformat outputs: streams joined, displays updated, outputs cleared, as nbclient would; cut where
it is too long, and without the paths and addresses of this machine."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Output = dict[str, Any]

_ERROR = 100_000  # characters of an error that are told in any case
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}")
_START = r"(?:(?<![\w.-])|(?<=\[\dm)|(?<=\[\d\dm))"  # of a path; the end of a colour looks like a letter
_CELL = re.compile(r"<ipython-input-(\d+)-[0-9a-f]+>")


class Tidy:
    """Takes from a text what differs between machines and runs: folders, and the addresses of objects."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = dict(sorted(folders.items(), key=lambda item: -len(item[0])))
        names = "|".join(re.escape(name) + r"(?![\w-])" * name[-1].isalnum() for name in self._folders)
        self._pattern = re.compile(rf"{_START}(?:{names or '(?!)'})")

    def __call__(self, text: str) -> str:
        """The text as everybody sees it."""
        text = self._pattern.sub(lambda found: self._folders[found[0]], text)
        text = _CELL.sub(r"cell \1", _ADDRESS.sub("", text))
        return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


class Outputs:
    """The outputs of every cell of a pass. most: characters a cell may show; what is beyond is cut, and that is said.

    Never raises for what it is told: it comes from a student's objects.
    """

    def __init__(self, tidy: Callable[[str], str], most: int) -> None:
        self._tidy = tidy
        self._most = most
        self._cells: dict[int, list[Output]] = {}
        self._displays: dict[str, list[tuple[int, Output]]] = {}
        self._changed: set[int] = set()
        self._clear_next = False
        self.open(0)

    def open(self, number: int) -> None:
        """Open a cell: what comes from now on belongs to this cell."""
        self._number, self._room, self._clear_next = number, self._most, False
        self._cells[number] = []
        self._changed = {number}

    def changed(self) -> dict[int, str]:
        """Return the JSON of the open cell's outputs, and of those of earlier cells that it updated. The open cell
        comes last.
        """
        numbers = [*sorted(self._changed - {self._number}), self._number]
        return {number: self._json(number) for number in numbers}

    def stream(self, name: str, text: str) -> None:
        """Text on "stdout" or "stderr"."""
        if not text or self._room < 0:
            return
        self._clear_if_due()
        last = self._now[-1] if self._now else None
        if last is None or last["output_type"] != "stream" or last["name"] != name:
            last = self._add({"output_type": "stream", "name": name, "text": []})
        last["text"].append(text[: self._room])
        self._spend(len(text))

    def display(self, data: Any, metadata: Any, transient: Any, update: bool) -> None:
        """Add a display with its representations by MIME type. transient: may hold its `display_id`."""
        output = {"output_type": "display_data", "data": _bundle(data), "metadata": _bundle(metadata)}
        name = transient.get("display_id") if isinstance(transient, dict) else None
        name = None if name is None else str(name)
        if name is not None:
            self._update(name, output)
        if update or not self._affords(output):
            return
        self._add(output)
        if name is not None:
            self._displays.setdefault(name, []).append((self._number, output))

    def result(self, count: int, data: Any, metadata: Any) -> None:
        """Add the value of a cell's last line."""
        about = {"execution_count": count, "data": _bundle(data), "metadata": _bundle(metadata)}
        output = {"output_type": "execute_result", **about}
        if self._affords(output):
            self._add(output)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an exception that the cell raised. It is shown even where the cell's output was cut."""
        told, room = [], max(self._room, _ERROR)
        for line in map(str, traceback):
            told.append(line[:room])
            room = max(room - len(line), 0)
        self._add({"output_type": "error", "ename": str(name), "evalue": str(value)[:_ERROR], "traceback": told})

    def clear(self, wait: bool) -> None:
        """Forget the open cell's outputs, now or when the next one comes."""
        if wait:
            self._clear_next = True
        else:
            self._forget()

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _now(self) -> list[Output]:
        return self._cells[self._number]

    def _add(self, output: Output) -> Output:
        self._clear_if_due()
        self._now.append(output)
        return output

    def _clear_if_due(self) -> None:
        if self._clear_next:
            self._forget()

    def _forget(self) -> None:
        self._clear_next = False
        self._now.clear()
        for name, shown in self._displays.items():
            self._displays[name] = [one for one in shown if one[0] != self._number]

    def _update(self, name: str, output: Output) -> None:
        if self._displays.get(name) and not self._affords(output):
            return
        for number, shown in self._displays.get(name, ()):
            shown["data"], shown["metadata"] = output["data"], output["metadata"]
            self._changed.add(number)

    def _affords(self, output: Output) -> bool:
        if self._room < 0:
            return False
        self._spend(len(_as_json(output)))
        return self._room >= 0

    def _spend(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            said = f"\n[The output of this cell is cut here: it showed more than {self._most} characters.]\n"
            self._add({"output_type": "stream", "name": "stderr", "text": [said]})

    def _json(self, number: int) -> str:
        return json.dumps([self._tidied(output) for output in self._cells[number]], default=_foreign)

    def _tidied(self, output: Output) -> Output:
        tidy = dict(output)
        for key in ("evalue", "text"):
            if key in tidy:
                tidy[key] = self._tidy("".join(tidy[key]))
        if "traceback" in tidy:
            tidy["traceback"] = [self._tidy(line) for line in tidy["traceback"]]
        if "data" in tidy:
            tidy["data"] = {k: self._tidy(v) if isinstance(v, str) else v for k, v in tidy["data"].items()}
        return tidy


def _bundle(given: Any) -> dict[str, Any]:
    """A MIME bundle that has a JSON, whatever was given for one: keys are text, and what is written down is a copy."""
    if not isinstance(given, dict):
        return {}
    bundle = {}
    for key, value in given.items():
        try:
            bundle[str(key)] = json.loads(_as_json(value))
        except Exception:  # a student's object that cannot even be shown
            bundle[str(key)] = ""
    return bundle


def _as_json(value: Any) -> str:
    return json.dumps(value, default=_foreign, allow_nan=False)


def _foreign(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, (bytes, bytearray)) else repr(value)
