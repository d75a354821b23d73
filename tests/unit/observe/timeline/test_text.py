"""The timeline in 80 columns."""

from dataclasses import replace

import pytest

from asynclab.observe.run import Ending, Run
from asynclab.observe.timeline.text_width import cut, cut_between_words, padded, width
from tests.unit.expect.by_hand import LINE, call, left, mark, read, run, span, stall, stream, waited


def lines(given):
    return str(given.timeline()).splitlines()


def test_one_after_another_is_seen_at_a_glance():
    """What ends where the next begins touches it and does not overlap."""
    given = run(call("web", 0.0, 3.0), call("wiki", 3.0, 5.0), call("news", 5.0, 6.0))
    assert lines(given) == [
        "      0 s        1          2          3          4          5          6",
        "web   █████████████████████████████████▉                                   0-3 s",
        "wiki                                    █████████████████████▉             3-5 s",
        "news                                                          ██████████▉  5-6 s",
        "      6 s = web 3 + wiki 2 + news 1: they wait in turn",
    ]


def test_side_by_side_is_seen_at_a_glance():
    """All begin at the left edge."""
    given = run(call("web", 0.0, 3.0), call("wiki", 0.0, 2.0), call("news", 0.0, 1.0))
    assert [line[:12] for line in lines(given)[1:4]] == ["web   ██████", "wiki  ██████", "news  ██████"]


def test_everything_that_can_happen_has_a_sign():
    """Tokens, marks, items; failed, cancelled, closed, open; blocked, left, alive."""
    given = run(
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
    )
    assert lines(given) == [
        "            0 s    1       2       3       4       5      6",
        "event loop          ▒▒▒▒▒▒▒▒                              ┊  blocked 1 s",
        "web         ███████████████████████▉                      ┊  0-3 s",
        "wiki        ███████████████!                              ┊  0-2 s failed",
        "news        ███████████████x                              ┊  0-2 s cancelled",
        "feeder      ──────────────────────────────────────────────>  from 0 s still open",
        "model                               ━━━━━━╋━━━━━━━╋━━━━━━━]  3-6 s closed",
        "progress                           ◆                      ┊  3 s",
        "reader                                    ●       ●       ┊  4, 5 s",
        "            ! failed, x cancelled, > still open, ] closed",
        "            6 s = web 3 + model 3: they wait in turn",
        "            ┊ the reader left at 6 s",
        "            ▒ blocked by cell 3, line 7",
        "            left alive: task feeder (cell 3, line 7)",
    ]


@pytest.mark.parametrize(
    "given",
    [
        Run(Ending.RETURNED),
        run(call("web", 0.0, 0.0)),
        run(*[call("web", 0.0, 1.0 + n) for n in range(200)]),
        run(stream("source", 0.0, 10.0, made=[n / 100 for n in range(1000)])),
        run(*[call("sink", n / 100, (n + 1) / 100) for n in range(1000)]),
        run(call("検索ツール", 0.0, 1.0), call("a_name_that_is_far_too_long_for_its_lane", 0.5, 2.0)),
        run(call("cafe\u0301\n\t\x1b[31m", 0.0, 123456.789012)),
        run(call("web", 0.0, 0.000001)),
        run(call("w", 0.0, 1.0), left=tuple(left(name="x" * 200) for _ in range(3)), left_early=0.0),
    ],
)
def test_no_line_is_wider_than_a_terminal(given):
    """80 columns, wide characters counted as two, no control characters, no trailing blanks."""
    for line in lines(given):
        assert width(line) <= 80
        assert line == line.rstrip()
        assert "\x1b" not in line


def test_lanes_are_aligned_whatever_their_names():
    """A name of wide characters takes its two columns a character."""
    rows = lines(run(call("検索", 0.0, 1.0), call("web", 0.0, 1.0)))[1:3]
    assert [width(row[: row.index("█")]) for row in rows] == [6, 6]


def test_a_short_call_is_still_seen():
    """A millisecond beside an hour has its cell."""
    assert "█" in lines(run(call("web", 0.0, 0.001), call("wiki", 0.0, 3600.0)))[1]


@pytest.mark.parametrize(
    ("most", "kept"),
    [(15, "0-3 s cancelled"), (14, "0-3 s…"), (7, "0-3 s…"), (6, "0-3 s…"), (5, "0-3…"), (3, "0-…")],
)
def test_a_note_ends_with_a_whole_word(most, kept):
    """Unless its first word is too long by itself."""
    assert cut_between_words("0-3 s cancelled", most) == kept
    assert width(kept) <= most


def test_each_line_that_held_the_loop_is_named_once():
    """Below the picture, where there is room for it; of many the first ones."""
    given = run(blocking=(stall(), stall(time=2.0)), elapsed=4.0)
    assert [line.strip() for line in lines(given) if "blocked by" in line] == ["▒ blocked by cell 3, line 7"]
    many = tuple(replace(stall(), place=replace(LINE, line=line)) for line in range(1, 6))
    assert lines(run(blocking=many, elapsed=4.0))[-1].strip() == "▒ blocked by 2 more lines"


def test_the_line_at_which_the_code_waits_is_named_below():
    """As the picture has it."""
    given = run(call("a", 0.0, 1.0), call("b", 1.0, 2.0, after=waited()))
    assert lines(given)[-1].strip() == "the code waits at cell 3, line 7, before b"


def test_texts_are_cut_to_columns():
    """With an ellipsis; combining and invisible characters take no room."""
    assert (width("検索"), width("cafe\u0301"), width("a\u200bb")) == (4, 4, 2)
    assert (cut("abcdef", 4), cut("検索検索", 5), cut("abc", 3), cut("a\nb", 3)) == ("abc…", "検索…", "abc", "a b")
    assert (padded("検", 4), padded("abcdef", 4)) == ("検  ", "abc…")
