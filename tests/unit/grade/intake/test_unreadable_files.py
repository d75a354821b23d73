"""A file that is no notebook is told as what it is, with what to do."""

import gzip
import io
import json
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.grade.intake.parse import NotANotebook, load

NOTEBOOK = nbformat.writes(
    new_notebook(cells=[new_markdown_cell("# Über\n\nuns"), new_code_cell("x = {1: [2]}\nprint(x)")])
)
LINES = NOTEBOOK.splitlines()


def said(raw):
    """Why these bytes are no notebook."""
    with pytest.raises(NotANotebook) as caught:
        load(raw)
    return str(caught.value)


def archive(**files):
    """A ZIP archive with these files in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name.replace("_", "/"), text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (archive(notebook=NOTEBOOK), "it is a ZIP archive: unpack it, and hand in the notebook that is in it"),
        (archive(word_document=NOTEBOOK), "it is an office document, not a notebook"),
        (archive(), "it is a ZIP archive with nothing in it, not a notebook"),
        (gzip.compress(NOTEBOOK.encode()), "it is a gzip archive: unpack it, and hand in the notebook that is in it"),
        (b"%PDF-1.7", "it is a PDF, not a notebook"),
        (b"\xff\xd8\xff\xe0", "it is a picture, not a notebook"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "it is a web page, not a notebook"),
        (b"<HTML>", "it is a web page, not a notebook"),
        (b"\x00" * 9, "there is nothing in it but zeros, as a full disk leaves them"),
        (b"import asyncio\n", "it is not JSON, which a notebook is made of"),
        (b'{"cells": [], x}', "it is not JSON, which a notebook is made of, from line 1 on"),
    ],
    ids="zip docx empty-zip gzip pdf jpeg page page-2 zeros script damaged".split(),
)
def test_what_a_file_is_is_told_with_the_way_out(raw, says):
    """An archive is to be unpacked; of anything else it is said what it is."""
    assert said(raw) == says


@pytest.mark.parametrize("length", range(2, len(NOTEBOOK.rstrip()) - 1, 7))
def test_wherever_a_file_breaks_off_its_line_is_told(length):
    """In a text, in a word, between two cells; zeros after it, as a full disk leaves them, are none of it."""
    cut = NOTEBOOK[:length]
    line = cut.rstrip().count("\n") + 1
    assert said(cut.encode()) == f"it breaks off in line {line}, and the rest is missing"
    assert said(cut.encode() + b"\x00" * 5) == f"it breaks off in line {line}, and the rest is missing"


@pytest.mark.parametrize("at", [2, 5, len(LINES) - 2])
def test_a_merge_that_was_not_settled_is_told_with_its_line(at):
    """It is no file that breaks off, wherever git has put its marks."""
    lines = [*LINES[:at], "<<<<<<< HEAD", LINES[at], "=======", LINES[at], ">>>>>>> theirs", *LINES[at + 1 :]]
    told = f"it has the marks of a merge that was not settled, from line {at + 1} on: settle it, and save the notebook"
    assert said("\n".join(lines).encode()) == told


def test_a_stray_sign_in_the_middle_is_no_end():
    """A comma too many near the end is a damaged file, and nothing of it is missing."""
    text = json.dumps({"cells": [], "metadata": {}}, indent=1)
    assert said((text + "}").encode()) == "it is not JSON, which a notebook is made of, from line 4 on"
    told = "it is not JSON, which a notebook is made of, from line {} on"
    assert said(text.replace("{}", "{},").encode()) == told.format(3)
    assert said(text.replace("[]", "[1,\n\n]").encode()) == told.format(2)
