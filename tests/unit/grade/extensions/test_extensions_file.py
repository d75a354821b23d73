"""An extensions.toml is read, or refused with its line and what to do."""

from datetime import datetime, timedelta

import pytest

from asynclab.grade.extensions.errors import BadExtensions
from asynclab.grade.extensions.extension import Extension
from asynclab.grade.extensions.extensions_file import KnownNames, read_extensions

KNOWN = KnownNames({"11-evidence", "12-boss"}, {"ada", "bob", "Zoe\u0308"})
ENTRY = '[[extension]]\nchapter = "12-boss"\nstudents = ["ada"]\ndays = 2\nreason = "ill"\n'


@pytest.fixture
def file(tmp_path):
    """Where it is looked for."""
    return tmp_path / "extensions.toml"


def test_entries_are_read_with_their_lines(file):
    """Days and hours, a date with its zone, a group, every chapter; names in composed letters."""
    file.write_text(
        '[groups]\nevening = ["ada", "bob"]\n\n'
        + ENTRY
        + '\n[[extension]]\nchapter = "*"\ngroup = "evening"\ndays = 1\nhours = 1.5\nreason = "They work."\n'
        + '[[ extension ]]\nchapter = "11-evidence"\nstudents = ["Zo\u00eb"]\nuntil = 2026-12-05T18:00:00+01:00\n'
        + 'reason = """a\n  wedding"""\n'
    )
    assert read_extensions(file, KNOWN) == (
        Extension("12-boss", frozenset({"ada"}), "ill", timedelta(days=2), None, 1, 4),
        Extension("*", frozenset({"ada", "bob"}), "They work.", timedelta(days=1, hours=1.5), None, 2, 10),
        Extension("11-evidence", frozenset({"Zo\u00eb"}), "a wedding", None, datetime(2026, 12, 5, 17), 3, 16),
    )


def test_no_file_grants_nothing(file):
    """Nor does an empty one."""
    assert read_extensions(file, KNOWN) == ()
    file.write_text("")
    assert read_extensions(file, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            ENTRY.replace("12-boss", "12-bos"),
            "toml:1, extension 1: There is no chapter “12-bos”. Did you mean “12",
        ),
        (ENTRY + ENTRY.replace('"ada"', '"adda"'), "toml:6, extension 2: There is no student “adda”"),
        (
            ENTRY.replace('"ada"', '"adda"'),
            "Did you mean “ada”? Who is still to come is made known by: nbgrader db",
        ),
        ('[groups]\nevening = ["eve"]\n' + ENTRY, "toml: There is no student “eve”"),
        (ENTRY.replace('students = ["ada"]', 'group = "evning"') + "[groups]\nevening = ['ada']", "mean “evening”?"),
        (ENTRY.replace("days", "dayz"), "“dayz” is not known here. Did you mean “days”?"),
        (ENTRY.replace("extension", "extensions"), "There is “extensions”, and nothing but"),
        (ENTRY.replace('["ada"]', '"ada"'), "`students` is not a list of names"),
        (ENTRY.replace('["ada"]', "[]"), "`students` is not a list of names"),
        (ENTRY + 'group = "evening"\n', "Say for whom: either"),
        (ENTRY.replace('students = ["ada"]\n', ""), "Say for whom: either"),
        (ENTRY.replace("days = 2\n", ""), "Say how long: either"),
        (ENTRY + "until = 2026-12-05T18:00:00Z\n", "Say how long: either"),
        (ENTRY.replace("= 2", "= 0"), "It grants no time at all."),
        (ENTRY.replace("= 2", "= -1"), "days = -1 is not a number of days, as in days = 2."),
        (ENTRY.replace("= 2", "= nan"), "days = nan is not a number of days"),
        (ENTRY.replace("= 2", "= true"), "days = True is not a number of days"),
        (ENTRY.replace("= 2", "= '2'"), "days = '2' is not a number of days, as in days = 2."),
        (ENTRY.replace("days = 2", "until = 2026-12-05"), "not a date with its time, as in 2026-12-05T18:00:00Z."),
        (
            ENTRY.replace("days = 2", "until = 2026-12-05T18:00:00Z").replace("12-boss", "*"),
            "`until` is a date of one chapter.",
        ),
        (ENTRY.replace('reason = "ill"\n', ""), "It has no reason."),
        (ENTRY.replace('chapter = "12-boss"\n', ""), "It has no chapter."),
        ("extension = [1]", "toml, extension 1: Write [[extension]] on a line of its own"),
        ("groups = 1", "Write [groups] for the groups"),
        ("days = = 2", "It cannot be read: Invalid value (at line 1, column 8)."),
    ],
)
def test_what_cannot_be_is_refused_with_its_line_and_what_to_do(file, text, says):
    """Nobody is graded by half a file."""
    file.write_text(text)
    with pytest.raises(BadExtensions) as caught:
        read_extensions(file, KNOWN)
    assert says in str(caught.value)
    assert str(caught.value).endswith("Nothing is graded before it is mended.")


def test_what_is_no_text_is_refused(file):
    """With its line, and no traceback."""
    file.write_bytes(b"# x\n# \xfc\n")
    with pytest.raises(BadExtensions, match=r"It is not UTF-8: see line 2\. Save it as UTF-8"):
        read_extensions(file, KNOWN)


def test_an_editors_mark_at_the_beginning_is_no_mistake(file):
    """Windows' own editor writes it."""
    file.write_bytes(b"\xef\xbb\xbf" + ENTRY.encode())
    assert len(read_extensions(file, KNOWN)) == 1
