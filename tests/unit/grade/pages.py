"""nbgrader's own pages of a notebook, as a browser reads them, and what in a student's part of one is not harmless."""

import copy
import re
import warnings
from functools import cache
from pathlib import Path

import nbgrader.server_extensions.formgrader as formgrader
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import Config

from asynclab.grade.intake.safe_markdown import tamed
from asynclab.grade.nbgrader_app.feedback.feedback_exporter import FeedbackExporter

FOLDER = Path(formgrader.__file__).parent
STUDENTS = ".text_cell_render, .output_subarea"  # where a page shows what a student wrote or printed
INERT = frozenset(
    "a p em strong del code pre hr br blockquote ul ol li input h1 h2 h3 h4 h5 h6 img table thead tbody tr th td div "
    "span dl dt dd".split()
)
FRAMED = INERT | {
    "html",
    "head",
    "body",
    "meta",
    "style",
    "b",
    "i",
    "svg",
    "g",
    "path",
    "text",
    "details",
    "summary",
    "title",
}
REACHED = re.compile(r"(?:https?|mailto):|#")
FILES = re.compile(r"[\w.%-]+(?:/[\w.%-]+)*\.(?:png|jpe?g|gif|webp|csv|txt|json|md|py|pdf|ipynb)(?:#.*)?")


def configuration(template):
    """As formgrader and `generate_feedback` set theirs."""
    config = Config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(FOLDER / "templates")]
    config.HTMLExporter.extra_template_paths = [
        str(FOLDER / "static" / "node_modules" / "bootstrap" / "dist" / "css"),
    ]
    config.Exporter.default_preprocessors = []
    return config


@cache
def exporter(template):
    """The one that is used with this template."""
    return (FeedbackExporter if template == "feedback" else HTMLExporter)(config=configuration(template))


def resources():
    """What nbgrader's templates ask for."""
    about = {"notebook": "p1", "score": 0.0, "max_score": 1.0, "late_penalty": 0.0}
    return {"nbgrader": about, "index": 0, "total": 1, "base_url": "/b", "notebook_id": "p1"}


def page(cells, template="feedback"):
    """The page of a notebook, read as a browser would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbconvert's: an output that it shows nowhere
        html, _ = exporter(template).from_notebook_node(new_notebook(cells=cells), resources=resources())
    return BeautifulSoup(html, "html5lib")


def written(text, attachments=None, template="feedback"):
    """What a page makes of a written answer after it was cleaned."""
    attachments = attachments or {}
    cell = new_markdown_cell(tamed(text, attachments), attachments=attachments, metadata=GRADED)
    return page([cell], template)


def printed(*outputs, template="feedback"):
    """What a page makes of a code cell's outputs."""
    return page([new_code_cell("x", outputs=[from_dict(output) for output in outputs])], template)


GRADED = {
    "nbgrader": {
        "grade_id": "words",
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 1,
        "score": 0.0,
        "comment": None,
        "schema_version": 3,
    }
}


def around(tree):
    """All of a page but what a student wrote or printed: it must not depend on that."""
    tree = copy.copy(tree)
    for part in tree.select(STUDENTS):
        part.clear()
    return re.sub(r"\s+", " ", str(tree))


def said(tree):
    """What a student's part of a page reads like."""
    return "\n".join(part.get_text().strip().removesuffix("¶") for part in tree.select(STUDENTS))


def problems(tree):
    """What in the student's part of a page runs, sends, fetches, or is no part of a text."""
    return [found for part in tree.select(STUDENTS) for each in part.find_all(True) for found in _of(each, INERT)]


def _of(tag, allowed):
    if tag.name == "iframe" and allowed is INERT:
        yield from _framed(tag)
        return
    if tag.name not in allowed:
        yield f"<{tag.name}>"
    for name, value in tag.attrs.items():
        value = " ".join(value) if isinstance(value, list) else value
        if name.startswith("on") or name in ("srcdoc", "action", "formaction", "http-equiv", "ping", "background"):
            yield f"{name}={value}"
        elif name in ("href", "xlink:href"):
            yield from [] if REACHED.match(address(value)) or FILES.fullmatch(address(value)) else [f"href={value}"]
        elif name in ("src", "srcset", "poster"):
            yield from [] if tag.name == "img" and picture(address(value)) else [f"{name}={value}"]
        elif name == "style" and allowed is INERT and not re.fullmatch(r"text-align:\w+|[\w:;%-]*", value):
            yield f"style={value}"


def _framed(frame):
    """In the frame of an HTML output a policy stands first, and its tags are harmless even without."""
    if frame.get("sandbox") != []:  # as BeautifulSoup has an attribute that is there and says nothing
        yield f"sandbox={frame.get('sandbox')}"
    inside = BeautifulSoup(frame["srcdoc"], "html5lib")
    first, *others = inside.head.find_all(True) + inside.body.find_all(True)
    if first.get("http-equiv") != "Content-Security-Policy" or "default-src 'none'" not in first["content"]:
        yield "no policy"
    for each in others:
        yield from _of(each, FRAMED)


def address(value):
    """An address as a browser reads it: no control characters around it, no line ends or tabs in it."""
    return re.sub(r"[\t\r\n]", "", value.strip("".join(map(chr, range(33))))).lower()


def picture(source):
    """Whether a picture's source is in the page itself, or beside the notebook."""
    return bool(re.match(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,", source) or FILES.fullmatch(source))
