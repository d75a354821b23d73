"""Outputs from a student's process become outputs of nbformat, or nothing."""

import json

import nbformat
import pytest
from hypothesis import given, settings
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.outputs import read
from asynclab.grade.intake.sanitize import LEFT_OUT
from asynclab.observe.run import Ending, Run
from tests.unit.grade.intake.test_clean_any import JUNK


def of(*outputs):
    """The outputs as they are read."""
    return read(json.dumps(outputs))


def test_outputs_come_through():
    """Streams, errors, displays and results, as nbformat has them."""
    given_ = [
        {"output_type": "stream", "name": "stderr", "text": "!"},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", "b"]},
        {"output_type": "display_data", "data": {"text/plain": "x", "application/json": {"a": [1]}}, "metadata": {}},
        {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 7},
    ]
    assert of(*given_) == given_


def displayed(**data):
    """A display's representations, as they are read; `_` in a name stands for `/`."""
    (output,) = of({"output_type": "display_data", "data": {name.replace("_", "/"): data[name] for name in data}})
    return output.data


def test_a_verdict_of_a_students_own_is_dropped():
    """Verdicts come from the judge; whoever displays one has displayed the text beside it, and no more."""
    assert displayed(**{MIME: {"outcome": "passed"}, "text/plain": "passed"}) == {"text/plain": "passed"}


def test_html_is_shown_where_its_scripts_do_not_run():
    """In formgrader an instructor is logged in, and a student's page must not act in their name."""
    html = displayed(text_html='<b>bold</b>"><script>evil()</script>')["text/html"]
    assert html.startswith('<iframe sandbox title="Output as HTML" style="')
    assert html.count("<") == 2
    assert "Content-Security-Policy" in html
    assert html.endswith('&lt;b&gt;bold&lt;/b&gt;&quot;&amp;gt;"></iframe>')


def test_scripts_and_widgets_are_dropped():
    """What nbconvert would run is not handed to it; Markdown, which may hold HTML, is shown as its text."""
    shown = {
        "application_javascript": "evil()",
        "application_vnd.jupyter.widget-view+json": {},
        "text_plain": "fallback",
    }
    assert displayed(**shown) == {"text/plain": "fallback"}
    assert displayed(**shown | {"text_markdown": "<script>"}) == {"text/plain": "<script>"}
    assert displayed(text_html="<script>evil()</script>", application_javascript="evil()") == {"text/plain": LEFT_OUT}


def test_pictures_are_shown_as_they_are():
    """A timeline, an SVG and a plot are images on the page."""
    timeline = Run(Ending.RETURNED).timeline().html()
    assert displayed(text_html=timeline, image_png="aGk=") == {"text/html": timeline, "image/png": "aGk="}
    assert of({"output_type": "display_data", "data": {"image/svg+xml": "<svg/>"}})[0].data == {
        "image/svg+xml": "<svg/>"
    }


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("</picture>", "</picture><script>evil()</script>"),
        ("<picture>", "<picture onload=evil()>"),
        ('srcset="', 'srcset="javascript:'),
        ("(max-width: 800px)", '" onload="evil()'),
    ],
)
def test_what_is_only_like_a_timeline_goes_into_a_frame(part, other):
    """Not a letter of it may be another."""
    timeline = Run(Ending.RETURNED).timeline().html()
    assert part in timeline
    assert displayed(text_html=timeline.replace(part, other))["text/html"].startswith("<iframe sandbox")


@pytest.mark.parametrize("text", ["", "[", "7", "null", '{"output_type": "stream"}', "[" * 100_000, "[[7]]"])
def test_what_is_no_list_of_outputs_is_nothing(text):
    """A forged message costs its cell its outputs and nobody else anything."""
    assert read(text) == []


def test_text_in_outputs_can_be_written():
    """No lone surrogates, no NUL, no numbers that JSON does not have, nothing too deep for those who write it."""
    deep = json.loads("[" * 50 + "]" * 50)
    data = {
        "text/plain": ["a\ud800", "\x00"],
        "application/json": [float("nan"), float("inf"), {"\ud800": deep}],
        "y": 7,
    }
    (output,) = read(json.dumps([{"output_type": "display_data", "data": data}]).replace("Infinity", "1e999"))
    assert output.data["text/plain"] == "a\ufffd\ufffd"
    assert output.data["application/json"][:2] == [None, None]
    assert "y" not in output.data
    assert json.dumps(output.data).count("[") < 25


@settings(deadline=None)
@given(JUNK)
def test_anything_gives_outputs_that_nbformat_takes(data):
    """Whatever JSON comes, a notebook with it is valid and can be written."""
    kinds = ("stream", "error", "display_data", "execute_result")
    parts = data if isinstance(data, dict) else {"data": data, "text": data, "traceback": data, "name": data}
    cell = new_code_cell("", outputs=of(*({"output_type": kind, **parts} for kind in kinds), data))
    nbformat.validate(new_notebook(cells=[cell]))
    nbformat.writes(new_notebook(cells=[cell])).encode()
