"""What a student wrote is text on the class page: no markup and no control character of theirs takes effect."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from asynclab.grade.errors import NoClassPage, NotAClassPage
from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.course_map import course_map
from asynclab.report.class_page.page_name import page_name, plain_name
from asynclab.report.class_page.rendered_pages import PageRenderer
from asynclab.report.class_page.site import class_site, course_site

from .graded_class import result, story, unreadable

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7*7 }}</pre></style>`<b>`"
NAMES = (
    EVIL,
    "../../etc/passwd",
    "..",
    "con",
    "javascript:alert(1)",
    "\u202egnp.exe",
    "a\x00b\x1b[2Jc",
    "אבג",
    "ada\ud800",
    "Zoë",
)


def evil(student):
    """A submission in which everything that is the student's own is hostile."""
    given = result(student, "✗!✓", EVIL, notes=(EVIL,))
    stories = tuple(story(each, f"{EVIL}\n\x1b]0;title\x07\u202e", EVIL) for each in given.readings)
    return replace(given, stories=stories)


class Reader(HTMLParser):
    """Collects a page's elements and links."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.ids = [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        about = dict(attrs)
        self.ids |= {about["id"]} if "id" in about else set()
        self.links += [about["href"]] if tag == "a" else []


def site(tmp_path, *results):
    """The pages of a class, by their path in the folder."""
    index = class_site(class_map("12-boss", results), (), tmp_path / "page")
    return {
        path.relative_to(index.parent).as_posix(): path.read_text(encoding="utf-8")
        for path in index.parent.rglob("*.html")
    }


def test_names_messages_and_answers_are_text(tmp_path):
    """Each page has the elements that it has for a harmless class, and no attribute that a harmless one has not."""
    harmless = site(tmp_path / "one", *(result(f"s{n}", "✗!✓", "No `b`.", notes=("n",)) for n in range(len(NAMES))))
    hostile = site(tmp_path / "two", *map(evil, NAMES), unreadable("eve", EVIL))
    known = {(tag, name) for page in harmless.values() for tag, attrs in Reader(page).tags for name in attrs}
    known |= {("dl", "class"), ("dd", "class"), ("a", "rel")}  # of who waits
    for page in hostile.values():
        for tag, attrs in Reader(page).tags:
            assert {(tag, name) for name in attrs} <= known
            assert not any(name.startswith("on") or name == "style" for name in attrs)
        assert page.count("<script") <= 1
        assert "alert(1)</script>" not in page
        assert "{{ 7*7 }}" in page or "49" not in page


def test_no_control_character_reaches_a_page(tmp_path):
    """Nor one that turns the order of what is read: each is shown by its number."""
    for page in site(tmp_path, *map(evil, NAMES)).values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", page)
    assert r"\u202egnp.exe" in page or any(r"\u202egnp" in each for each in site(tmp_path, *map(evil, NAMES)).values())


def test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path):
    """From each square to the cell, from each page back: by paths within the folder alone."""
    pages = site(tmp_path, *map(evil, NAMES), unreadable("eve"))
    assert len(pages) == len(NAMES) + 2
    for path, page in pages.items():
        for link in Reader(page).links:
            address, _, place = link.partition("#")
            folder = path.rpartition("/")[0]
            target = (
                path if not address else re.sub(r"^students/\.\./", "", f"{folder}/{address}" if folder else address)
            )
            assert target in pages, (path, link)
            assert not place or place in Reader(pages[target]).ids, (path, link)


def test_a_page_lets_nothing_run_but_what_it_brings():
    """Its policy names its script and style by their hashes, and nothing may be loaded."""
    page = PageRenderer().class_page(class_map("12-boss", [result("ada")]))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert "default-src &#39;none&#39;" in policy
    assert "unsafe" not in policy
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_every_page_says_that_it_is_for_instructors(tmp_path):
    """It tells hidden values."""
    for page in site(tmp_path, result("ada"), unreadable("eve")).values():
        assert "For instructors." in page


def test_a_student_who_waits_has_no_zero_on_any_page(tmp_path):
    """`?` in the table, in the list with the reason, and on the own page."""
    pages = site(tmp_path, unreadable("eve", "It is not JSON."))
    own = pages[f"students/{page_name('eve')}.html"]
    assert "<strong>?</strong> of 6" in own
    assert own.count("? of 2") == 3
    assert own.count("It is not JSON.") == 1
    assert not re.search(r"\b0 of \d", own)
    assert re.search(r"eve.*\? of 6.*It is not JSON\.", pages["index.html"], re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_name_is_harmless_whatever_the_student_is_called(name):
    """Small letters, digits and hyphens, and as short as a file system wants it."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page_name(name * 100))
    assert re.fullmatch(r"[A-Za-z0-9][\w-]*", plain_name(name), re.ASCII)
    assert len(page_name(name * 100)) <= 60


def test_no_two_students_share_a_page():
    """Also where capital and small letters are one, or a letter is written in two ways."""
    names = [*NAMES, "Ada", "ada", "a da", "a-da", "Zoe\u0308"]
    assert len({page_name(name) for name in names}) == len(names)


def test_a_folder_that_is_no_class_page_is_left_as_it_is(tmp_path):
    """One that is, is written anew: whoever is gone from the class has no page left."""
    shown = class_map("12-boss", [result("ada"), result("bob")])
    class_site(shown, (), tmp_path / "page")
    class_site(class_map("12-boss", [result("ada")]), (), tmp_path / "page")
    assert [path.stem for path in (tmp_path / "page" / "students").iterdir()] == [page_name("ada")]
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "index.html").write_text("mine")
    with pytest.raises(NotAClassPage, match="thesis"):
        class_site(shown, (), tmp_path / "thesis")
    assert (tmp_path / "thesis" / "index.html").read_text() == "mine"


@pytest.mark.parametrize("own", ["mine.txt", "students/mine.txt", "notes/mine.txt", ".hidden"])
def test_what_somebody_puts_beside_the_pages_later_is_not_lost(tmp_path, own):
    """The folder is written anew only where nothing else is in it."""
    shown = class_map("12-boss", [result("ada")])
    class_site(shown, (), tmp_path / "page")
    file = tmp_path / "page" / own
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    with pytest.raises(NotAClassPage, match=f"holds what no report has written: {own}"):
        class_site(shown, (), tmp_path / "page")
    assert file.read_text() == "mine"
    file.unlink()
    class_site(shown, (), tmp_path / "page")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """Below a file there is none."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NoClassPage, match="cannot be made: Not a directory"):
        class_site(class_map("12-boss", [result("ada")]), (), tmp_path / "file" / "page")


def test_the_folder_is_for_nobody_else(tmp_path):
    """Other accounts of the machine may be students'."""
    class_site(class_map("12-boss", [result("ada")]), (), tmp_path / "page")
    assert (tmp_path / "page").stat().st_mode & 0o077 == 0


def test_a_course_leads_to_each_chapters_pages_and_back(tmp_path):
    """A folder a chapter."""
    maps = [class_map(name, [result("ada"), unreadable("eve")]) for name in ("01-one", "02 two")]
    index = course_site(course_map(maps), {}, tmp_path / "course")
    links = [link for link in Reader(index.read_text(encoding="utf-8")).links if not link.startswith("#")]
    assert links
    assert [link for link in links if not (index.parent / link).is_file()] == []
    assert "../index.html" in Reader((index.parent / "01-one" / "index.html").read_text(encoding="utf-8")).links


def test_a_map_of_a_thousand_students_has_each_square(tmp_path):
    """24,000 links, each with its state."""
    checks = tuple(f"task{n}-check" for n in range(24))
    shown = class_map("12-boss", [result(f"student{n}", "✓" * 24, checks=checks) for n in range(1000)])
    assert PageRenderer().class_page(shown).count('class="s7"') == 24_000


def test_a_students_page_has_each_sentence_and_marks_what_was_hidden():
    """Whoever grades reads all of a verdict, and which of it its student may not."""
    shown = class_map("12-boss", [result("ada", "✗✓✓", "It took 4 s.", "It took 9 s.")])
    page = PageRenderer().student_page(shown, shown.rows[0])
    items = [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]
    assert items == ["It took 4 s.", "hidden It took 9 s."]
    assert "async def ask(): ..." in page


def test_code_in_a_sentence_is_code_and_the_rest_is_text():
    """A sentence of ours has names in backticks; markup in them is text."""
    page = PageRenderer().class_page(class_map("12-boss", [result("ada", "✗✓✓", "`a<b>` took <i>4</i> s.")]))
    assert "<code>a&lt;b&gt;</code> took &lt;i&gt;4&lt;/i&gt; s." in page
