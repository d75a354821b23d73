"""Text of students' is no formula in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclab.grade.nbgrader_app.exports.spreadsheet_text import harmless, is_formula

BEGINS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r"


@pytest.mark.parametrize("begin", BEGINS)
@pytest.mark.parametrize("before", ["", " ", "a;", "a; ", "\n", '"', 'a;"', 'a; ""'])
def test_what_begins_a_formula_begins_none(begin, before):
    """At the start, behind white space, and behind the separator of other countries' lists."""
    text = harmless(f"{before}{begin}cmd|' /C calc'!A0", keep="\n")
    assert not any(
        part.lstrip(' "').startswith(tuple(BEGINS)) for line in text.splitlines() for part in line.split(";")
    )
    assert is_formula(f"{before}{begin}1+1") or before == "\n"


def test_plain_text_is_left_as_it_is():
    """Signs within it are no formula."""
    text = "O'Neil, A - 16 of 21; see x@y.org, 1+1=2"
    assert (harmless(text), is_formula(text)) == (text, False)


@given(st.text())
def test_no_text_comes_out_as_a_formula(text):
    """Whatever it is, however a table is split: no field begins with what begins a formula."""
    safe = harmless(text)
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(safe), delimiter=delimiter):
            assert not (row and row[0].lstrip().startswith(tuple(BEGINS)))
    assert harmless(safe) == safe


@given(st.text(alphabet=st.sampled_from("=+-@\uff1d\t\r\n ;,\"'a")), st.sampled_from(["", "\n"]))
def test_no_field_of_a_written_table_begins_a_formula(text, keep):
    """As the export writes it, and read with the separator of either country: in the text's own field and behind it."""
    written = io.StringIO()
    csv.writer(written).writerow(["name", harmless(text, keep=keep), "end"])
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=delimiter):
            assert not [field for field in row if field.lstrip().startswith(tuple(BEGINS))]
