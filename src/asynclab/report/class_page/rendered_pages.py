"""The pages as HTML. Pure, but for reading the templates.

Whatever a student may have written is text in them: Jinja escapes it, and what has no shape of its own, or turns the
order of what is read, is shown by its number. A page loads and runs nothing but its own style and script, which its
policy names by their hashes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from asynclab.grade.terminal import escaped
from asynclab.report.class_page.class_map import ClassMap, MapRow
from asynclab.report.class_page.common_mistakes import common_mistakes
from asynclab.report.class_page.course_map import CourseMap
from asynclab.report.class_page.distribution import bars, known_points, losses, spread
from asynclab.report.class_page.drawings import HEIGHT, WIDTH, drawn_bars, drawn_chapters
from asynclab.report.class_page.named_mistakes import NamedMistakes
from asynclab.report.class_page.person_queue import FORMGRADER, person_queue, queue_entry
from asynclab.report.class_page.square_state import SquareState
from asynclab.report.class_page.task_work import task_works
from asynclab.report.similarity.alike_answers import alike_groups
from asynclab.report.similarity.alike_table import HINT

_IN_FULL = 8  # common mistakes that are told unfolded
_NAMED = 20  # students of a common mistake who are named unfolded
_GROUPS = 60  # of answers that are alike, whose texts stand in the page
_MANY = 200  # rows from which on a browser lays out those that are in sight, and no others
_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class PageAssets:
    """The style and the script that stand in a page, and the policy that lets these run and nothing else."""

    style: str
    script: str = ""

    @property
    def policy(self) -> str:
        """The content security policy."""
        script = _hashed(self.script) if self.script else "'none'"
        return (
            f"default-src 'none'; img-src data:; style-src {_hashed(self.style)}; script-src {script}; "
            "base-uri 'none'; form-action 'none'"
        )


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    """A text as a page may show it, before Jinja escapes it. What is markup already is ours."""
    return escaped(value, keep="\n\t") if isinstance(value, str) and not isinstance(value, Markup) else value


def _marked(said: str) -> Markup:
    """A sentence with its `code` as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(escaped(said, keep="\n")))))


class PageRenderer:
    """Renders pages from the templates beside this module. formgrader: its address, for links."""

    def __init__(self, formgrader: str = FORMGRADER) -> None:
        self._formgrader = formgrader
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            finalize=_shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["marked"] = _marked
        self._environment.globals |= {
            "states": tuple(SquareState),
            "picture_width": WIDTH,
            "picture_height": HEIGHT,
            "in_full": _IN_FULL,
            "named_at_once": _NAMED,
            "many_rows": _MANY,
            "groups_shown": _GROUPS,
        }

    @cached_property
    def _style(self) -> str:
        return (_TEMPLATES / "page.css").read_text(encoding="utf-8")

    @cached_property
    def _script(self) -> str:
        return (_TEMPLATES / "map.js").read_text(encoding="utf-8")

    def class_page(self, shown: ClassMap, named: tuple[NamedMistakes, ...] = (), course: str = "") -> str:
        """Return the page of a class. course: the address of the course's page, where there is one."""
        return self._render(
            "class.html.j2",
            self._with_map(len(shown.columns)),
            shown=shown,
            course=course,
            spread=spread(known_points(shown)),
            bars=drawn_bars(bars(shown)),
            losses=losses(shown),
            queue=person_queue(shown, self._formgrader),
            mistakes=common_mistakes(shown, named),
            alike=alike_groups(shown, named),
            alike_hint=HINT,
        )

    def student_page(self, shown: ClassMap, row: MapRow) -> str:
        """Return the page of a student's cells."""
        at = shown.rows.index(row)
        around = (shown.rows[at - 1] if at else None, shown.rows[at + 1] if at + 1 < len(shown.rows) else None)
        works = tuple(task_works(shown.columns, row))
        waits = None if row.final else queue_entry(shown.assignment, row, self._formgrader)
        return self._render(
            "student.html.j2",
            PageAssets(self._style),
            shown=shown,
            row=row,
            works=works,
            around=around,
            waits=waits,
        )

    def course_page(self, course: CourseMap) -> str:
        """Return the page of the class over the course."""
        drawn = drawn_chapters(course)
        return self._render("course.html.j2", self._with_map(len(course.chapters)), course=course, drawn=drawn)

    def _with_map(self, columns: int) -> PageAssets:
        """How wide the rows of a map are, a browser has to know before it lays them out."""
        return PageAssets(f"{self._style}:root {{ --columns: {columns} }}\n", self._script)

    def _render(self, template: str, assets: PageAssets, **named: Any) -> str:
        made = self._environment.get_template(template)
        return made.render(policy=assets.policy, style=Markup(assets.style), script=Markup(assets.script), **named)
