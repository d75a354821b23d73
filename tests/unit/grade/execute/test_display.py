"""What cells show, as a notebook keeps it."""

from __future__ import annotations

import json
from typing import Any

from asynclab.grade.execute.sandboxed.display import Outputs, Tidy


def outputs(most: int = 1000, **folders: str) -> Outputs:
    made = Outputs(Tidy(folders), most)
    made.open(1)
    return made


def told(made: Outputs, number: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.changed()[number])
    return found


def texts(made: Outputs) -> list[str]:
    return [output.get("text", output["output_type"]) for output in told(made)]


def test_adjacent_text_of_a_stream_is_one_output() -> None:
    """As nbclient joins it."""
    made = outputs()
    for name, text in (("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")):
        made.stream(name, text)
    assert texts(made) == ["ab", "c", "d"]


def test_an_updated_display_changes_where_it_was_shown() -> None:
    """Also in an earlier cell, which is told anew; the open cell comes last."""
    made = outputs()
    made.display({"text/plain": "old"}, {}, {"display_id": "page"}, False)
    made.changed()
    made.open(2)
    made.display({"text/plain": "new"}, {}, {"display_id": "page"}, True)
    assert list(made.changed()) == [1, 2]
    assert told(made, 1)[0]["data"] == {"text/plain": "new"}
    assert told(made, 2) == []


def test_cleared_outputs_are_gone() -> None:
    """At once, or when the next one comes."""
    made = outputs()
    made.stream("stdout", "a")
    made.clear(wait=True)
    assert texts(made) == ["a"]
    made.stream("stdout", "b")
    assert texts(made) == ["b"]
    made.clear(wait=False)
    assert texts(made) == []


def test_output_beyond_the_limit_is_cut_and_that_is_said() -> None:
    """Once; an error is told all the same."""
    made = outputs(10)
    made.stream("stdout", "x" * 8)
    made.stream("stdout", "y" * 8)
    made.stream("stdout", "z" * 8)
    made.display({"text/plain": "more"}, {}, {}, False)
    made.error("ValueError", "told", ["told"])
    first, cut, error = told(made)
    assert first["text"] == "x" * 8 + "yy"
    assert "more than 10 characters" in cut["text"]
    assert error["ename"] == "ValueError"


def test_each_cell_has_its_own_limit() -> None:
    """A cell that prints too much takes nothing from the next."""
    made = outputs(10)
    made.stream("stdout", "x" * 100)
    made.open(2)
    made.stream("stdout", "fine")
    assert told(made, 2)[0]["text"] == "fine"


def test_a_display_of_no_json_is_shown_all_the_same() -> None:
    """Bytes as base64, objects by their repr, what has neither as nothing."""

    class Bad:
        def __repr__(self) -> str:
            raise ValueError

    made = outputs()
    made.display({"image/png": b"png", "a": {1, 2}, "b": Bad(), "c": float("nan")}, None, None, False)
    (output,) = told(made)
    assert output["data"] == {"image/png": "cG5n", "a": "{1, 2}", "b": "", "c": ""}


def test_what_is_no_bundle_is_an_empty_one() -> None:
    """A student's own `_repr_mimebundle_` may give anything."""
    made = outputs()
    made.result(1, ["no", "bundle"], 3)
    assert told(made) == [{"output_type": "execute_result", "execution_count": 1, "data": {}, "metadata": {}}]


def test_nothing_of_the_machine_is_shown() -> None:
    """Folders, addresses of objects, the names under which cells are compiled, and what UTF-8 has not."""
    tidy = Tidy({"/venv/lib/": "", "/scratch": ".", "/scratch/": ""})
    assert tidy("/venv/lib/json/x.py in /scratch/a.py, /scratch") == "json/x.py in a.py, ."
    assert tidy("\x1b[32m/venv/lib/json/x.py:3\x1b[39m") == "\x1b[32mjson/x.py:3\x1b[39m"
    assert tidy("<Thing at 0x7f00deadbeef>") == "<Thing>"
    assert tidy("<ipython-input-7-f396fd8cefcf>") == "cell 7"
    assert tidy("lone \ud800") == "lone \\ud800"


def test_a_folder_inside_other_words_stays() -> None:
    """Only paths that begin there are meant."""
    tidy = Tidy({"/scratch": "."})
    assert tidy("/my/scratch /scratchpad") == "/my/scratch /scratchpad"
