"""The class page in a browser, from disk: sort, filter, click through, keys, 600 px, the dark, and 1,000 students."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.course_map import course_map
from asynclab.report.class_page.page_name import page_name
from asynclab.report.class_page.site import class_site, course_site
from tests.unit.report.graded_class import result, unreadable
from tests.unit.report.test_alike_answers import COPY, LONG

from .conftest import SHOTS

TASKS = ("ask", "tell", "relay", "serve")
CHECKS = tuple(f"{task}-{promise}" for task in TASKS for promise in ("time", "order", "close"))
EVIL = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
SAID = "It took {n} s. It should take exactly 3 s. They ran one after another (`web` 0-3 s, `wiki` 3-4 s). Start both."
# once the page is painted: the real seconds since it was asked for
PAINTED = "() => new Promise(told => requestAnimationFrame(() => setTimeout(() => told(performance.now() / 1000))))"


def signs(kept, rest="✗"):
    """So many promises kept, and the others not."""
    return "✓" * kept + rest * (len(CHECKS) - kept)


def wrote(given, text):
    """A submission with this text in its first answer."""
    first = given.stories[0].answer_id
    stories = tuple(replace(each, answer=text) if each.answer_id == first else each for each in given.stories)
    return replace(given, stories=stories)


def a_class():
    """Some of everything."""
    yield result("ada", signs(12), checks=CHECKS)
    yield wrote(result("barbara", signs(12), checks=CHECKS), LONG)
    yield wrote(result("chien", signs(12), checks=CHECKS), COPY)
    yield result("tony", signs(10), SAID.format(n=4), checks=CHECKS)
    yield result("hedy", signs(10), SAID.format(n=4.5), checks=CHECKS)
    yield result("jean", "!!!" + "✓" * 9, "There is no `ask` in this notebook.", checks=CHECKS)
    yield result("radia", "∞∞∞" + "✓" * 9, "No end: the virtual clock stood still at 0 s.", checks=CHECKS)
    yield result(EVIL, signs(6), EVIL, checks=CHECKS)
    yield result("\u202eevil", signs(9), "It raised `X`.", checks=CHECKS)
    yield result("אבג", signs(4, "○"), checks=CHECKS)
    yield result("donald", "○" * 12, checks=CHECKS)
    yield result("karen", signs(8, "?"), "No verdict: the cell did not run.", checks=CHECKS)
    yield unreadable("ken", "12-boss.ipynb: Its file could not be read as a notebook: it is not JSON.", CHECKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a class over two chapters; those of the second are a chapter's of its own as well."""
    place = tmp_path_factory.mktemp("course") / "class"
    first = class_map("03-astream", [result(name, signs(9), "It was late.", checks=CHECKS) for name in ("ada", "tony")])
    course_site(course_map([first, class_map("12-boss", a_class())]), {}, place)
    return place


@pytest.fixture
def page(browser, folder):
    """The page of chapter 12, opened from disk. What its console says fails the test."""
    opened = browser.new_page(viewport={"width": 1180, "height": 1000})
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto((folder / "12-boss" / "index.html").as_uri())
    yield opened
    assert said == []
    opened.close()


def names(page):
    """Who is in the table, from top to bottom."""
    return page.eval_on_selector_all(
        "#squares tbody tr:not([hidden])", "rows => rows.map(row => row.cells[0].textContent)"
    )


def shot(page, name, **how):
    """Keep a picture of the page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", **how)


def row_of(page, name):
    """A student's row."""
    return page.locator(f"#squares tbody tr:has(th[title='{name}'])")


def head(page, name):
    """The button that sorts by a column."""
    return page.locator("#squares thead button", has_text=name).first


def test_it_shows_the_class_and_runs_nothing_of_a_students(page):
    """The best first, who waits last; a name that is markup is read as it was typed."""
    found = names(page)
    assert (found[0], set(found[-2:]), len(found)) == ("ada", {"karen", "ken"}, 13)
    assert EVIL in found
    assert r"\u202eevil" in found
    assert page.title() == "12-boss: the class"
    assert page.locator("script").count() == 1
    shot(page, "class-page", full_page=True)


def test_a_heading_sorts_and_sorts_the_other_way(page):
    """By name, by points, and by a promise: first who did not keep it."""
    head(page, "student").click()
    found = names(page)
    assert found.index("ada") < found.index("barbara") < found.index("tony")
    assert page.locator("#squares th[aria-sort=ascending]").inner_text().startswith("student")
    head(page, "student").click()
    assert names(page) == found[::-1]
    head(page, "points").click()
    assert names(page)[-1] in ("ken", "karen")
    head(page, "points").click()
    assert names(page)[0] == "ken"
    head(page, "ask-time").click()
    assert names(page)[:2] == ["jean", "radia"]
    shot(page, "class-page-sorted")


def test_the_filter_finds_by_name_and_by_what_is_to_do(page):
    """And says how many of how many."""
    page.fill("#who", "A")
    assert "ada" in names(page)
    assert "tony" not in names(page)
    page.fill("#who", "")
    page.select_option("#which", "person")
    assert sorted(names(page)) == ["karen", "ken"]
    assert page.inner_text("#count") == "2 of 13"
    page.select_option("#which", "untried")
    assert names(page) == ["donald"]
    page.select_option("#which", label="ask-time")
    assert sorted(names(page)) == ["jean", "radia"]
    page.select_option("#which", "")
    assert len(names(page)) == 13


def test_a_square_opens_the_students_cell_with_sentence_and_timeline(page):
    """Its place on their page, and the way back."""
    row_of(page, "tony").locator("a[href$='#serve-close']").click()
    page.wait_for_load_state()
    assert urlsplit(page.url).fragment == "serve-close"
    cell = page.locator("article:target")
    assert "It took 4 s." in cell.inner_text()
    assert cell.locator("li code").all_inner_texts() == ["web", "wiki"]
    picture = cell.locator("img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.querySelectorAll('article:target img')].every(each => each.complete)")
    assert picture.evaluate("image => image.naturalWidth") > 400
    assert "async def ask" in page.locator("pre").first.text_content()
    shot(page, "class-page-student")
    page.click("nav a")
    page.wait_for_load_state()
    assert page.url.endswith("/12-boss/index.html")


def test_hostile_text_runs_on_no_page(page, folder):
    """Neither as a name nor as a message nor as a title."""
    page.goto((folder / "12-boss" / "students" / f"{page_name(EVIL)}.html").as_uri())
    assert page.inner_text("h1") == EVIL
    assert page.title() == f"{EVIL}: 12-boss"
    assert page.locator("article img").count() == page.locator("article picture").count()
    shot(page, "class-page-hostile")


def test_common_mistakes_name_who_made_them(page):
    """Two students who waited in turn, with other numbers, made one mistake."""
    first = page.locator(".mistake", has_text="one after another").first
    assert first.locator("h3").inner_text().startswith("2 students")
    assert sorted(first.locator("a").all_inner_texts()) == ["hedy", "tony"]
    assert first.locator("picture").count() == 1


def test_who_needs_a_person_is_told_with_the_reason_and_no_zero(page):
    """`?` for all that nobody knows."""
    told = " ".join(page.locator(".waits").all_inner_texts())
    assert told.index("ken") < told.index("karen")  # of whom nothing is known comes first
    assert "asynclab autograde 12-boss --student=karen --force" in told
    assert "it is not JSON" in told
    assert "the cell did not run" in told
    assert row_of(page, "ken").locator(".points").inner_text() == "?"


def test_answers_that_are_alike_stand_side_by_side(page):
    """A copy with other names: folded until somebody looks, each beside the other, with a link to both."""
    section = page.locator(".mistake:has(.beside)")
    assert section.locator("h3 a").all_inner_texts() == ["barbara", "chien"]
    assert not section.locator("pre").first.is_visible()
    section.locator("summary").click()
    boxes = [section.locator("pre").nth(at).bounding_box() for at in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    section.scroll_into_view_if_needed()
    shot(page, "class-page-alike")


def test_it_is_used_by_keys_alone(page):
    """One stop for Tab in the table; the arrows go on, also past what a filter hides; Enter opens."""
    page.locator("#which").focus()
    for _ in range(2 + len(CHECKS)):  # the headings
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == CHECKS[-1]
    page.keyboard.press("Enter")
    assert page.locator("#squares th[aria-sort=ascending]").inner_text() == CHECKS[-1]
    page.select_option("#which", "lost")
    head(page, CHECKS[-1]).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tr').cells[0].textContent") == names(page)[0]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#squares')") is None
    page.locator("#squares tbody tr:not([hidden]) a").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expected = names(page)[1]
    assert page.evaluate("document.activeElement.closest('tr').cells[0].textContent") == expected
    assert page.evaluate("document.activeElement.closest('tr').hidden") is False
    shot(page, "class-page-keys")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.inner_text("h1") == expected


@pytest.mark.parametrize(("name", "width", "scheme"), [("600", 600, "light"), ("dark", 1180, "dark")])
def test_it_reads_in_little_room_and_in_the_dark(page, folder, name, width, scheme):
    """Nothing but the table is wider than the page."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    shot(page, f"class-page-{name}", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(13, 17, 23)"}[scheme]
    page.goto((folder / "12-boss" / "students" / f"{page_name('tony')}.html").as_uri())
    shot(page, f"class-page-student-{name}", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto((folder / "index.html").as_uri())
    shot(page, f"class-page-course-{name}", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_with_every_row(page, folder):
    """Squares keep their colours, and the filter is not on paper."""
    page.emulate_media(media="print")
    assert page.locator("form.filter").is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflow") == "visible"
    page.pdf(path=SHOTS / "class-page.pdf", print_background=True, prefer_css_page_size=True)
    shot(page, "class-page-print", full_page=True)


def test_without_a_script_it_is_a_table_of_links(browser, folder):
    """Whoever lets no script run reads the same."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((folder / "12-boss" / "index.html").as_uri())
    assert opened.locator("form.filter").is_hidden()
    assert opened.locator("#squares tbody a").count() > 13 * 12
    context.close()


def test_the_course_leads_to_a_chapter_and_its_students(page, folder):
    """The class's progress, and everybody's points by chapter."""
    page.goto((folder / "index.html").as_uri())
    assert page.locator("svg.chart circle").count() == 2
    shot(page, "class-page-course", full_page=True)
    head(page, "03-astream").click()
    assert names(page)[-1] in ("ada", "tony")
    row = row_of(page, "tony")
    row.locator("a").first.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"/03-astream/students/{page_name('tony')}.html")


def test_a_thousand_students_are_all_there_and_can_be_scrolled_to(browser, tmp_path):
    """What it takes from the address to a page that can be used is written beside the picture, five times."""
    checks = tuple(f"task{at}-check" for at in range(24))
    every = []
    for at in range(1000):
        row = "✓" * (at % 25) + "✗" * (24 - at % 25)
        every.append(result(f"student{at:04}", row, SAID.format(n=4), checks=checks))
    index = class_site(class_map("12-boss", every), (), tmp_path / "class")
    took = []
    for _ in range(5):
        opened = browser.new_page(viewport={"width": 1180, "height": 1000})
        opened.goto(index.as_uri(), wait_until="load")
        took.append(opened.evaluate(PAINTED))
        assert opened.inner_text("#count") == "1000 of 1000"
        shot(opened, "class-page-1000")
        opened.eval_on_selector(".scroll", "box => box.scrollTo(0, box.scrollHeight)")
        opened.wait_for_function(
            "() => document.querySelector('#squares tbody').lastElementChild.cells[5].firstElementChild"
            ".checkVisibility({contentVisibilityAuto: true})"
        )
        opened.close()
    (SHOTS / "class-page-1000.json").write_text(json.dumps({"seconds": took, "bytes": index.stat().st_size}))
