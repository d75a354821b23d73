"""Formgrader and feedback as people meet them: the button, a hand-in that cannot be read, a student's page."""

import pytest

from tests.nbgrader.course import CHAPTER, make_course
from tests.nbgrader.grading import RIGHT, WRONG, answered

from .conftest import SHOTS
from .course_server import course_served

REACHES = RIGHT | {"one": "import sys\n\ndef one():\n    sys._getframe()\n    return 1"}
# what of a page's text has too little contrast with what lies behind it, by WCAG's measure
FAINT = """() => {
  const light = color => { const [r, g, b] = color.map(v => v / 255).map(
    v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const parts = color => color.match(/[\\d.]+/g).map(Number), found = new Set();
  const behind = element => { for (let at = element; at; at = at.parentElement) {
    const color = parts(getComputedStyle(at).backgroundColor); if (color.length < 4 || color[3] > 0.99) return color; }
    return [255, 255, 255]; };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) { const text = texts.currentNode, at = text.parentElement;
    if (!text.textContent.trim() || at.closest("script, style, svg") || !at.getClientRects().length) continue;
    const both = [parts(getComputedStyle(at).color).slice(0, 3), behind(at).slice(0, 3)].map(light);
    if ((Math.max(...both) + 0.05) / (Math.min(...both) + 0.05) < 4.5) found.add(text.textContent.trim()); }
  return [...found]; }"""
# headers out of which their points fall
FALLEN = """() => [...document.querySelectorAll(".panel-heading")].filter(head => {
  const points = head.querySelector(".pull-right");
  return points && points.getBoundingClientRect().bottom > head.getBoundingClientRect().bottom; }).length"""
LOOKS = (("feedback", 1180, "light"), ("feedback-600", 600, "light"), ("feedback-dark", 1180, "dark"))


@pytest.fixture(scope="module")
def course(browser, tmp_path_factory):
    """A course of two tasks; one student was wrong, one right, one looks into frames, and one file cannot be read."""
    made = make_course(tmp_path_factory.mktemp("instructor") / "course")
    made.submit("ada", answered(made, WRONG))
    made.submit("bob", answered(made, RIGHT))
    made.submit("eve", '{"cells": [')
    made.submit("kim", answered(made, REACHES))
    return made


@pytest.fixture(scope="module")
def formgrader(browser, course):
    """A browser's page on the course's JupyterLab, and the address of formgrader."""
    with course_served(course.root) as server:
        page = browser.new_page(viewport={"width": 1180, "height": 900})
        page.goto(f"{server.address}/lab?token={server.token}&reset")
        yield page, f"{server.address}/formgrader"
        page.close()


def shot(page, name):
    """Keep a picture of the page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.parametrize(("student", "title"), [("ada", "Success"), ("eve", "Error"), ("kim", "Success")])
def test_formgraders_button_autogrades(formgrader, student, title):
    """With this engine; of a file that cannot be read it says so."""
    page, address = formgrader
    page.goto(f"{address}/manage_submissions/{CHAPTER}")
    page.locator("tr", has_text=student).locator(".autograde a").click()
    dialog = page.locator(".modal.in", has_text=title)
    dialog.wait_for(timeout=120_000)
    shot(page, f"autograde-{student}")
    if student == "eve":
        assert "could not be read as a notebook" in dialog.inner_text()


def test_a_hand_in_that_cannot_be_read_is_opened_in_formgrader(formgrader):
    """With the reason on top, and a box for the points of each task."""
    page, address = formgrader
    page.goto(f"{address}/gradebook/{CHAPTER}/{CHAPTER}")
    links = page.locator("tbody tr a", has_text="Submission")
    links.first.wait_for(timeout=30_000)
    shot(page, "needs-manual-grade")
    texts = []
    for at in range(links.count()):
        page.goto(f"{address}/gradebook/{CHAPTER}/{CHAPTER}")
        links.first.wait_for(timeout=30_000)
        links.nth(at).click()
        page.wait_for_load_state()
        texts.append(page.locator("body").inner_text())
        if "could not be graded" in texts[-1]:
            break
    assert "could not be read as a notebook" in texts[-1]
    assert page.locator("input.score").count() == 2
    shot(page, "unreadable-in-formgrader")


def test_a_score_that_nobody_knows_is_no_zero_in_formgrader(formgrader):
    """Neither in its student's row nor in a mean, in each of formgrader's tables."""
    page, address = formgrader
    for table, row, said in (
        (f"gradebook/{CHAPTER}/{CHAPTER}", "Submission", "? / 5"),
        (f"manage_submissions/{CHAPTER}", "eve", "? / 5"),
        ("manage_students", "eve", "? / 5"),
        (f"manage_students/eve/{CHAPTER}", CHAPTER, "? / 5"),
        ("gradebook", CHAPTER, "3.5 / 5"),
        (f"gradebook/{CHAPTER}", CHAPTER, "3.5 / 5"),
    ):
        page.goto(f"{address}/{table}")
        rows = page.locator("tbody tr", has_text=row)
        rows.first.wait_for(timeout=30_000)
        shot(page, f"unknown-{table.replace('/', '-')}")
        assert said in " ".join(rows.all_inner_texts()), table
        assert "0 / 5" not in " ".join(rows.all_inner_texts()), table


def test_a_flagged_cell_says_why_where_it_is_graded(formgrader):
    """Beside the box for its points, in each cell that is to be looked at; feedback says nothing of it."""
    page, address = formgrader
    page.goto(f"{address}/manage_students/kim/{CHAPTER}")
    page.locator("tbody a", has_text=CHAPTER).click()
    page.locator("input.score").first.wait_for(timeout=30_000)
    notes = page.get_by_text("For whoever grades: it has points for now")
    assert notes.count() == 2
    assert "frame" in notes.first.locator("..").inner_text()
    shot(page, "flagged-in-formgrader")


def test_feedback_opens_with_a_page_of_its_own(browser, course):
    """The promise that was not kept first, the notebook folded; a link unfolds it. In little room and in the
    dark all of it is readable."""
    course.nbgrader("autograde", CHAPTER)
    course.nbgrader("generate_feedback", CHAPTER, "--force")
    pages = {
        student: course.root / "feedback" / student / CHAPTER / f"{CHAPTER}.html"
        for student in ("ada", "bob", "eve", "kim")
    }
    for name, width, scheme in (
        ("feedback", 1180, "light"),
        ("feedback-600", 600, "light"),
        ("feedback-dark", 1180, "dark"),
    ):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(pages["ada"].as_uri())
        assert page.locator(".summary h1").inner_text() == "Chapter 1"
        assert "2 of 5 points" in page.locator(".summary").inner_text()
        assert "one gives 1." in page.locator(".summary .told").inner_text()
        assert not page.locator(".whole .nbgrader-label").first.is_visible()
        shot(page, name)
        page.locator("text=In the notebook").first.click()
        page.locator(".whole[open]").wait_for()
        assert page.locator(".nbgrader-label", has_text="✗ one gives 1.").is_visible()
        assert "Test cell" not in page.content()
        assert (page.evaluate(FAINT), page.evaluate(FALLEN)) == ([], 0)
        page.close()
    assert "whoever grades" not in pages["kim"].read_text()
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(pages["eve"].as_uri())
    assert "Hand the notebook in again" in page.locator(".summary").inner_text()
    shot(page, "feedback-unreadable")
    page.goto(pages["bob"].as_uri())
    assert "Every promise is kept." in page.locator(".summary").inner_text()
    page.close()
