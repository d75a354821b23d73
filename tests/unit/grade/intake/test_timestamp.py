"""When something was handed in is read as nbgrader reads it, and nothing is guessed."""

from datetime import datetime

import pytest

from asynclab.grade.intake.timestamp import HandInTime, hand_in_time, stamp

NOON = datetime(2026, 1, 31, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31 12:00:00 UTC",
        "2026-01-31 12:00:00.000000 UTC",
        "2026-01-31 13:00:00 Europe/Berlin",
        "2026-01-31 04:00:00 America/Los_Angeles",
        "2026-01-31T13:00:00+01:00",
        "2026-01-31 17:30:00 +0530",
        "2026-01-31 09:00:00 -03:00",
        "2026-01-31T12:00:00Z",
        "2026-01-31 12:00",
        "Sat Jan 31 12:00:00 UTC 2026",
        "2026-01-31 12:00:00 UTC\r\n",
        "2026-01-31 12:00:00 Z",
        "2026-01-31 12:00:00 utc",
        "2026-01-31 13:00:00 +01",
        "2026-01-31 07:00:00 EST5EDT",
        "2026-01-31  12:00:00\tUTC",
        "2026-1-31 12 UTC",
        "20260131T120000Z",
        "31.01.2026 12:00",
        "31 Jan 2026 12:00 UTC",
        "12:00 2026-01-31",
        "Sat, 31 Jan 2026 12:00:00 +0000",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
def test_a_time_is_read_however_an_editor_saved_it(text, encoding):
    """With a byte order mark, in UTF-16, with other line ends."""
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert hand_in_time(data) == HandInTime(NOON)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"2026-01-31 12:00:00 PDT", "“PDT”"),
        (b"Sat Jan 31 12:00:00 CST 2026", "CST"),
        (b"2026-01-31 12:00:00 3600", "“3600”"),
        (b"17:30", "“17:30”"),
        (b"31 Jan", "“31 Jan”"),
        (b"yesterday, before lunch", "yesterday"),
        (b"But I want to be a timestamp string :(", "But I want"),
        (b"\x00\x01\x02", "not a date"),
        (b"9" * 200, "not a date"),
        (b"2026-13-45 99:99:99 UTC", "not a date"),
        (b"2026-02-30 12:00:00 UTC", "not a date"),
        (b"2026-01-31 24:00:00 UTC", "not a date"),
        (b"0001-01-01 00:00:00 +0100", "not a date"),
        (b"9999-12-31 23:59:59 -0100", "not a date"),
        (b"2026-01-31 12:00:00 +9999", "not a date"),
        (b"2026-01-31 12:00:00 UTC UTC", "not a date"),
        (b"2026-01-31 12:00:00 UTC\nand more", "12:00:00 UTC and more"),
        (b"1769860800", "not a date"),
        (b"2026", "not a date"),
        (b"2026-01-31", "not a date and a time"),
        (b"2026-01-31 UTC", "not a date and a time"),
        (b"01/02/2026 12:00", "not a date"),
        (b"26-01-31 12:00:00 UTC", "not a date"),
        (b"2/1/2026 12:00 PM", "not a time zone"),
        (b"2026-01-31 12:00:00 Europe/Nowhere", "not a time zone"),
        (b"2026-01-31 12:00:00 /etc/localtime", "not a time zone"),
        (b"2026-01-31 12:00:00 :/etc/localtime", "not a time zone"),
        (b"2026-01-31 12:00:00 ../zoneinfo/UTC", "not a time zone"),
    ],
)
def test_a_time_that_is_not_told_is_not_known_and_a_person_reads_why(data, says):
    """No zone becomes UTC, no time today's, no day one of two, no file a zone: each would decide about a penalty."""
    found = hand_in_time(data)
    assert found.when is None
    assert says in found.note
    assert "no penalty" in found.note


def test_no_timestamp_is_nothing_to_tell():
    """Who hands in a file has none."""
    assert hand_in_time(None) == HandInTime()


def test_a_folder_s_timestamp_is_read_up_to_a_limit_and_only_a_file(tmp_path):
    """A student may put anything in its place."""
    assert stamp(tmp_path) is None
    (tmp_path / "timestamp.txt").mkdir()
    assert stamp(tmp_path) is None
    (tmp_path / "timestamp.txt").rmdir()
    (tmp_path / "timestamp.txt").write_bytes(b"9" * 100_000)
    assert stamp(tmp_path) == b"9" * 200
