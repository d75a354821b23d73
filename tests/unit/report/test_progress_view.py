"""Progress is a table in a notebook and text in a terminal, and both say the same."""

import re
from html.parser import HTMLParser

from asynclab.course.authoring.manifest import Manifest
from asynclab.report.progress import Progress, read

from .student_folder import FIRST, LAST, chapter, passed, save, student_folder, verdict

DONE = {entry.name: [check.id for ex in entry.exercises for check in ex.checks] for entry in (FIRST, LAST)}
WRITTEN = {entry.name: [answer.id for ex in entry.exercises for answer in ex.answers] for entry in (FIRST, LAST)}


def begun(tmp_path):
    """The progress of a student who has passed one task, begun another, and lost a chapter."""
    said = passed("fanout-order", "fanout-limit") | {"relay-pace": (verdict("relay-pace", "failed"),)}
    folder = student_folder(tmp_path, chapter(FIRST, written=["fanout", "relay"], said=said))
    save(folder, LAST, "{")
    return read(folder)


def finished(tmp_path):
    """The progress of a student who has passed everything."""
    works = [chapter(e, written=WRITTEN[e.name], said=passed(*DONE[e.name])) for e in (FIRST, LAST)]
    return read(student_folder(tmp_path, *works))


class Page(HTMLParser):
    """What is on a page: its words, its links, its bars; and whether every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.bars, self.open = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if dict(attrs).get("role") == "progressbar":
            names = ("aria-label", "aria-valuenow", "aria-valuemax", "aria-valuetext")
            self.bars.append(tuple(dict(attrs)[name] for name in names))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def test_a_terminal_has_a_line_a_task(tmp_path):
    """Chapter, bar, points; each task with a sign, its points and its state in words; what is next."""
    assert str(begun(tmp_path)).split("\n") == [
        "As of your last runs, as saved. 1 passed, 1 attempted, 1 not attempted; 3 of 9.5 points.",
        "",
        "7. Branches (core, 30 min)",
        "    ████████░░░░░░░░░░░░ 3 of 7 points",
        "    ✓ Task 1. Ask them all    3 of 3  passed",
        "    ◐ Task 2. Relay           0 of 2  attempted, 0 of 1 checks passed",
        "        Still to pass: relay-pace.",
        "    ○ Quiz                    0 of 2  not attempted",
        "",
        "12. Tokens & tools (boss, 40 min)",
        "    ░░░░░░░░░░░░░░░░░░░░ 0 of 2.5 points",
        "    ! Its notebook is damaged: it is not the JSON that a notebook is made of. Was it half saved, or half"
        " merged? An earlier copy may be in .ipynb_checkpoints beside it. To begin anew: give the file another name,"
        " and run asynclab start.",
        "",
        "Next: Task 2. Relay, in 07-branches/07-branches.ipynb",
    ]


def test_a_notebook_has_the_same_words_in_a_table(tmp_path):
    """Every state is said in words: no colour and no sign is needed to read it."""
    progress = begun(tmp_path)
    page = Page(progress._repr_html_())
    assert page.open == []
    for said in (
        "As of your last runs, as saved. 1 passed, 1 attempted, 1 not attempted; 3 of 9.5 points.",
        "Task 1. Ask them all ✓ passed 3 of 3",
        "Task 2. Relay ◐ attempted, 0 of 1 checks passed Still to pass: relay-pace. 0 of 2",
        "Quiz ○ not attempted 0 of 2",
        "12. Tokens & tools boss, 40 min 0 of 2.5 Its notebook is damaged",
        "Next: Task 2. Relay, in 7. Branches",
    ):
        assert said in page.text


def test_each_chapter_is_a_link_and_has_a_bar_with_a_name(tmp_path):
    """A screen reader hears whose bar it is, and how full."""
    page = Page(begun(tmp_path)._repr_html_())
    assert page.links == [
        f"./{FIRST.notebook}",
        f"./{FIRST.notebook}",
        f"./{LAST.notebook}",
    ]
    assert page.bars == [
        ("Chapter 7, points", "3", "7", "3 of 7"),
        ("Chapter 12, points", "0", "2.5", "0 of 2.5"),
    ]


def test_words_have_the_notebooks_own_colours(tmp_path):
    """On light and on dark ground: only a bar has a background, and fixed colours are for signs and bars alone."""
    html = begun(tmp_path)._repr_html_()
    assert html.count("background") == html.count('role="progressbar"') == 2
    coloured = re.findall(r"[^-]color: (#\w+)\"[^>]*>([^<]*)<", html)
    assert {text for _, text in coloured} == {"✓", "◐", "○"}


def test_what_stands_in_a_title_is_text(tmp_path):
    """Angle brackets and ampersands are shown, not obeyed."""
    html = read(student_folder(tmp_path))._repr_html_()
    assert "The &lt;desk&gt;" in html
    assert "Tokens &amp; tools" in html


def test_when_all_has_passed_nothing_is_next(tmp_path):
    """And grading still has its say."""
    progress = finished(tmp_path)
    assert "4 passed, 0 attempted, 0 not attempted; 9.5 of 9.5 points." in str(progress)
    assert str(progress).endswith("Grading has a few questions of its own; you have answered harder ones.")
    assert "Nothing is left to pass." in progress._repr_html_()


def test_what_cannot_be_read_has_not_passed(tmp_path):
    """All else is done, and one chapter is damaged: nobody is congratulated."""
    finished(tmp_path)
    save(tmp_path, LAST, "{")
    assert str(read(tmp_path)).endswith("See to the chapters that cannot be.")


def test_a_course_without_chapters_says_so():
    """There is nothing to draw."""
    empty = Progress(Manifest(()).chapters)
    assert str(empty).endswith("There are no chapters yet.")
    assert empty._repr_html_() == "<p>There are no chapters yet.</p>"


def test_where_no_chapter_can_be_read_nothing_is_said_to_have_passed(tmp_path):
    """Nobody knows what has."""
    folder = student_folder(tmp_path)
    for entry in (FIRST, LAST):
        (folder / entry.notebook).write_text("{")
    assert str(read(folder)).splitlines()[-1] == "No chapter can be read: see to them first."
