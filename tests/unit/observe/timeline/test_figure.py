"""The timeline as a notebook shows it: an image with words for those who cannot see it."""

import re
import xml.etree.ElementTree as ET
from base64 import b64decode
from itertools import pairwise

import pytest

from asynclab.observe.run import Ending, Run
from asynclab.observe.timeline.figure import Timeline
from asynclab.observe.timeline.legend import Sign, legend
from asynclab.observe.timeline.model import picture
from asynclab.observe.timeline.svg import NARROW
from tests.unit.expect.by_hand import call, left, mark, read, run, span, stall, stream, waited

SVG = "{http://www.w3.org/2000/svg}"

RUNS = {
    "nothing": Run(Ending.RETURNED),
    "no time": run(call("web", 0.0, 0.0), call("web", 0.0, 0.0)),
    "everything": run(
        call("web", 0.0, 3.0),
        call("wiki", 0.0, 2.0, "error"),
        call("news", 0.0, 2.0, "cancelled"),
        span("task", "feeder", 0.0),
        stream("model", 3.0, 6.0, "closed", made=(4.0, 5.0)),
        mark("progress", "event", 3.0),
        read(("a", 4.0), ("b", 5.0)),
        left_early=6.0,
        blocking=(stall(time=1.0, seconds=1.0),),
        left=(left(),),
    ),
    "late ones": run(
        *[call(f"late_{n}", 1.0 + n, 3.0 + n, after=waited(n, file=f"a_long_name_of_a_file_{n}.py")) for n in range(30)]
    ),
    "many lanes": run(*[call("web", 0.0, 1.0 + n) for n in range(200)]),
    "many ticks": run(stream("source", 0.0, 10.0, made=[n / 100 for n in range(1000)])),
    "many calls": run(*[call("sink", n / 1000, (n + 1) / 1000) for n in range(10_000)]),
    "odd names": run(call("<b>&\"'", 0.0, 1.0), call("検索\x00\ud800\x1b", 0.5, 2.0), left=(left(name="</svg>"),)),
}


def parsed(given):
    return ET.fromstring(given.timeline().svg())


def found(given, tag, kind):
    """The elements of a class, without the legend's."""
    every = ((each, each.get("class", "").split()) for each in parsed(given).iter(f"{SVG}{tag}"))
    return [each for each, classes in every if kind in classes and "sign" not in classes]


@pytest.mark.parametrize("name", RUNS)
def test_the_picture_is_well_formed_and_stays_inside_its_card(name):
    """Whatever the names, however long the run."""
    root = parsed(RUNS[name])
    wide, high = float(root.get("width")), float(root.get("height"))
    assert high < 850
    for each in root.iter(f"{SVG}rect"):
        assert float(each.get("x", 0)) >= 0
        assert float(each.get("x", 0)) + float(each.get("width")) <= wide
        assert float(each.get("y", 0)) + float(each.get("height")) <= high


@pytest.mark.parametrize("name", RUNS)
def test_a_narrow_picture_with_a_heading_stays_inside_its_card(name):
    """As in a README, where two stand side by side; with a heading or without, the same lanes are drawn."""
    wide, narrow = parsed(RUNS[name]), ET.fromstring(RUNS[name].timeline().svg(width=400, heading="Two & <one>"))
    assert narrow.get("width") == "400"
    assert float(narrow.get("height")) > float(wide.get("height"))
    for each in narrow.iter(f"{SVG}rect"):
        assert float(each.get("x", 0)) + float(each.get("width")) <= 400
        assert float(each.get("y", 0)) + float(each.get("height")) <= float(narrow.get("height"))
    (heading,) = (each for each in narrow.iter(f"{SVG}text") if each.get("class") == "heading")
    assert heading.text == "Two & <one>"


@pytest.mark.parametrize(("until", "ticks"), [(6.0, "0 s 1 2 3 4 5 6"), (1.0, "0 s 0.5 1 1.5 2 2.5 3")])
def test_an_axis_can_be_longer_than_its_run_and_never_shorter(until, ticks):
    """So that a run of 3 seconds stands beside one of 6 at the same scale, and nothing is cut off."""
    root = ET.fromstring(run(call("web", 0.0, 3.0)).timeline().svg(until=until))
    shown = [each.text for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "middle"]
    assert " ".join(shown) == ticks


@pytest.mark.parametrize("name", RUNS)
def test_the_picture_is_small_enough_for_a_notebook(name):
    """Ten thousand calls and a thousand ticks are drawn as what can be seen of them."""
    assert len(RUNS[name].timeline().svg()) < 60_000


def test_the_picture_brings_light_and_dark_of_its_own():
    """As an image it sees no theme: a solid card, and colours for either."""
    svg = RUNS["everything"].timeline().svg()
    assert "prefers-color-scheme: dark" in svg
    assert 'class="card"' in svg
    assert "var(" not in svg


def test_what_overlaps_is_drawn_above_one_another():
    """Two calls side by side start at one place; one after another does not overlap by a pixel."""
    first, second = found(run(call("web", 0.0, 2.0), call("wiki", 0.0, 1.0)), "rect", "call")
    assert first.get("x") == second.get("x")
    first, second = found(run(call("web", 0.0, 2.0), call("wiki", 2.0, 4.0)), "rect", "call")
    assert float(first.get("x")) + float(first.get("width")) < float(second.get("x"))


def test_the_line_that_held_the_loop_stands_below_the_picture():
    """On a page of any width."""
    for width in (760, NARROW):
        svg = RUNS["everything"].timeline().svg(width=width)
        assert "▨ blocked by cell 3, line 7" in svg


def test_every_sign_is_drawn():
    """Blocked stretches shaded over all lanes, failures, what is open, items, tokens, and the reader's leaving."""
    given = RUNS["everything"]
    counts = {
        ("rect", "shade"): 1,
        ("rect", "block"): 1,
        ("path", "bad"): 1,
        ("path", "alive"): 1,
        ("circle", "reader"): 2,
        ("circle", "marks"): 1,
        ("path", "leave"): 1,
    }
    assert {key: len(found(given, *key)) for key in counts} == counts
    (tokens,) = found(given, "path", "item")
    assert tokens.get("d").count("M") == 2


@pytest.mark.parametrize(
    ("given", "alt"),
    [
        (
            run(call("web", 0.0, 3.0), call("wiki", 3.0, 5.0), call("news", 5.0, 6.0)),
            "Timeline of 6 s: 3 calls, one after another: web 0 to 3 s, wiki 3 to 5 s, news 5 to 6 s.",
        ),
        (
            run(call("web", 0.0, 3.0), call("wiki", 0.0, 2.0, "cancelled")),
            "Timeline of 3 s: 2 calls, all side by side: web 0 to 3 s, wiki 0 to 2 s cancelled.",
        ),
        (
            run(call("web", 0.0, 2.0), call("wiki", 1.0, 3.0), call("news", 2.0, 4.0), elapsed=4.0),
            "Timeline of 4 s: 3 calls, at most 2 at once: web 0 to 2 s, wiki 1 to 3 s, news 2 to 4 s.",
        ),
        (
            run(stream("model", 0.0, 2.0, "closed", made=(1.0, 2.0)), read(("a", 1.0), ("b", 2.0)), left_early=2.0),
            "Timeline of 2 s: 1 call: model 0 to 2 s closed; the reader got 2 items from 1 to 2 s; "
            "the reader left at 2 s.",
        ),
        (
            run(call("web", 0.0), read(("a", 2.0)), blocking=(stall(),), left=(left(),)),
            "Timeline of 2 s: 1 call: web from 0 s on, never ended; the reader got 1 item at 2 s; "
            "the event loop was blocked for 2 s; left alive: task feeder.",
        ),
        (
            RUNS["many calls"],
            "Timeline of 10 s: 10000 calls, one after another: sink 10000 times.",
        ),
        (Run(Ending.RETURNED), "Timeline of 0 s: nothing was called."),
    ],
)
def test_the_alternative_text_says_what_the_picture_shows(given, alt):
    """One sentence: who ran when, side by side or not, what the reader got, what went wrong."""
    assert given.timeline().alt == alt


def legend_of(given):
    """What the legend explains."""
    return [sign.value for sign in legend(picture(given)).signs]


def test_the_legend_has_the_signs_that_occur_and_no_others():
    """Nobody has to guess, and nothing is explained that is not there."""
    assert legend_of(run(call("web", 0.0, 1.0))) == ["call", "critical path"]
    assert legend_of(RUNS["everything"]) == [sign.value for sign in Sign]
    assert legend_of(RUNS["nothing"]) == []


def test_the_total_stands_on_the_axis_and_beside_it_what_was_due():
    """Red where it was late; the axis reaches as far as what was due; nothing where both are the same."""
    in_turn = run(call("web", 0.0, 3.0), call("wiki", 3.0, 4.0)).timeline()
    assert "done: 4 s" in in_turn.svg()
    assert "should be done" not in in_turn.svg()
    late = in_turn.due(3.0)
    assert ">should be done: 3 s</text>" in late.svg()
    assert 'class="done late small"' in late.svg()
    assert late.alt.endswith("It should be done at 3 s.")
    assert str(late).splitlines()[-1].strip() == "should be done: 3 s, done: 4 s"
    early = in_turn.due(5.0)
    assert 'class="done late' not in early.svg()
    assert ">5</text>" in early.svg()
    assert in_turn.due(4.0).svg() == in_turn.svg()


@pytest.mark.parametrize(
    ("ending", "word"), [("raised", "failed"), ("hung", "stuck"), ("stopped", "stopped"), ("refused", "ended")]
)
def test_an_answer_that_did_not_end_well_is_not_done(ending, word):
    """The total says how it ended."""
    assert f"{word}: 1 s" in run(call("web", 0.0, 1.0), ending=Ending(ending)).timeline().svg()


def test_why_a_bar_starts_late_is_told_where_there_is_room_for_all_of_it():
    """Half a name says nothing; the dotted line is there all the same."""
    given = (
        run(call("the_first_of_them", 0.0, 1.0), call("web", 1.0, 9.0)),
        run(call("a", 0.0, 6.0), call("b", 6.0, 9.0)),
    )
    told = [[each.text for each in found_texts(each) if (each.text or "").startswith("waits for")] for each in given]
    assert told == [[], ["waits for a"]]
    assert [len(found(each, "path", "waits")) for each in given] == [1, 1]


def test_a_late_bar_has_the_number_of_the_line_at_which_the_code_waits_where_there_is_room():
    """Below the picture and in its description stand the cell and the line, wherever the bar begins."""
    for begins, beside in ((8.0, ["waits for a (line 7)"]), (2.0, ["waits for a"]), (0.5, [])):
        given = run(call("a", 0.0, begins), call("a_name_of_22_characters", begins, 12.0, after=waited()))
        told = [each.text for each in found_texts(given) if (each.text or "").startswith("waits for")]
        assert told == beside
        line = "the code waits at cell 3, line 7, before a_name_of_22_characters"
        assert f">┈ {line}</text>" in given.timeline().svg()
        assert given.timeline().alt.endswith(f"; {line}.")


def test_on_a_narrow_page_the_line_at_which_the_code_waits_is_whole():
    """It goes on in the next line."""
    given = run(call("a", 0.0, 1.0), *[call(f"{n}_with_a_name", 1.0, 2.0, after=waited()) for n in range(3)])
    svg = ET.fromstring(given.timeline().svg(width=NARROW))
    told = " ".join(each.text or "" for each in svg.iter(f"{SVG}text"))
    assert "the code waits at cell 3, line 7, before 0_with_a_name, 1_with_a_name and 2_with_a_name" in told


def found_texts(given):
    """The texts of a picture."""
    return parsed(given).iter(f"{SVG}text")


def test_a_picture_with_nothing_to_see_is_empty():
    """No lanes, or everything at the first instant."""
    assert [RUNS[name].timeline().is_empty for name in ("nothing", "no time", "everything")] == [True, True, False]


def test_the_line_below_is_the_critical_path():
    """In as many lines as the picture's width asks for."""
    given = run(*[call(f"a_long_name_{n}", float(n), n + 1.0) for n in range(5)])
    svg = given.timeline().svg(width=400)
    shown = [each.text for each in ET.fromstring(svg).iter(f"{SVG}text") if "ink" in each.get("class", "")]
    assert len(shown) > 1
    assert " ".join(shown) == str(given.critical_path())


def test_a_notebook_gets_an_image_and_a_terminal_gets_text():
    """The image carries its alternative text and its data; the text is the picture in characters."""
    timeline = RUNS["odd names"].timeline()
    bundle = timeline._repr_mimebundle_()
    assert bundle["text/plain"] == str(timeline)
    narrow, image = ET.fromstring(bundle["text/html"])
    assert image.get("alt") == timeline.alt
    assert drawn(image.get("src")) == timeline.svg()
    assert drawn(narrow.get("srcset")) == timeline.svg(width=NARROW)


def drawn(address):
    """The document in an address."""
    return b64decode(re.fullmatch(r"data:image/svg\+xml;base64,(.+)", address).group(1)).decode()


@pytest.mark.parametrize("name", RUNS)
def test_on_a_narrow_page_text_keeps_its_size_and_its_place(name):
    """A page of 600 pixels leaves some 440: no text is below 10 pixels there, and no number of the axis on another."""
    svg = RUNS[name].timeline().svg(width=NARROW)
    sizes = [float(size) for size in re.findall(r"(?:font-size: |font: )([\d.]+)px", svg)]
    assert min(sizes) >= 10
    texts = [each for each in ET.fromstring(svg).iter(f"{SVG}text") if each.text]
    axis = [each for each in texts if each.get("text-anchor") == "middle"]
    ends = [(float(each.get("x")), len(each.text) * 3.0) for each in axis]
    assert all(left + half <= right - other for (left, half), (right, other) in pairwise(ends))


@pytest.mark.parametrize("how", ["cancelled", "closed", "error", None])
def test_on_a_narrow_page_a_note_is_whole(how):
    """How a call ended is no letter shorter there."""
    given = run(call("web", 1.25, 2.5 if how else None, how), elapsed=3.0)
    (note,) = {lane.note for lane in picture(given).lanes}
    texts = [each.text for each in ET.fromstring(given.timeline().svg(width=NARROW)).iter(f"{SVG}text")]
    assert note in texts


def test_kinds_of_spans_can_be_asked_for():
    """`run.timeline("chain", "task")` shows what is otherwise noise."""
    given = run(span("chain", "RunnableSequence", 0.0, 1.0), call("web", 0.0, 1.0))
    assert "RunnableSequence" not in str(given.timeline())
    assert "RunnableSequence" in str(given.timeline("chain"))
    assert "web" not in str(Timeline(given, "chain"))


def test_one_run_has_one_picture():
    """The same run is drawn the same, byte for byte."""
    assert RUNS["everything"].timeline().svg() == RUNS["everything"].timeline().svg()
