"""A run as a trace for Perfetto: what its JSON importer needs, event by event."""

import json
from collections import defaultdict

import pytest

from asynclab.observe import record
from asynclab.observe.run import Ending, Run
from asynclab.observe.run_files.perfetto import perfetto

from ..desk import answer
from .runs import busy


@pytest.fixture(scope="module")
def recorded():
    """A research desk, as it is recorded."""
    return record(answer)[0]


def events(run):
    """The events of its trace."""
    return json.loads(perfetto(run))["traceEvents"]


def rows(run):
    """The async events by row, in the order of the file: (phase, name, microseconds)."""
    found = defaultdict(list)
    for event in events(run):
        if event["ph"] in "ben":
            found[event["cat"], event["id2"]["local"]].append((event["ph"], event["name"], event["ts"]))
    return found


@pytest.mark.parametrize("which", ["busy", "recorded"])
def test_every_span_has_a_row_of_its_own_that_begins_and_ends(which, recorded):
    """With its id, in virtual microseconds; one still open ends with the run. So overlapping ones are all drawn."""
    run = busy() if which == "busy" else recorded
    assert len(rows(run)) == len(run.spans)
    for span in run.spans:
        row = rows(run)[span.kind, f"0x{span.id:x}"]
        end = run.elapsed if span.end is None else span.end
        assert row[0] == ("b", span.name, round(span.start * 1e6))
        assert row[-1] == ("e", span.name, round(end * 1e6))


@pytest.mark.parametrize("which", ["busy", "recorded"])
def test_within_a_row_what_begins_ends_in_turn_and_time_never_goes_back(which, recorded):
    """The importer closes the innermost slice of a row, whatever an end is called."""
    for row in rows(busy() if which == "busy" else recorded).values():
        open_ones = []
        for phase, name, _ in row:
            if phase == "b":
                open_ones.append(name)
            elif phase == "e":
                assert open_ones.pop() == name
        assert open_ones == []
        times = [time for *_, time in row]
        assert times == sorted(times)


def test_an_arrow_leads_from_a_span_to_each_that_it_started(recorded):
    """Each has a number of its own, one begin and one end, at the instant at which the child begins."""
    ends = {event["bind_id"]: event for event in events(recorded) if event.get("flow_in")}
    begins = {event["bind_id"]: event for event in events(recorded) if event.get("flow_out")}
    children = [span for span in recorded.spans if span.parent is not None]
    assert len(children) == len(ends) == len(begins) == 25
    assert ends.keys() == begins.keys()
    for number, event in begins.items():
        assert event["ts"] == ends[number]["ts"]
        assert event["name"] == f"starts {ends[number]['name']}"
    parents = {(event["cat"], event["id2"]["local"]) for event in begins.values()}
    by_id = {span.id: span for span in recorded.spans}
    assert parents == {(by_id[span.parent].kind, f"0x{span.parent:x}") for span in children}


def test_tokens_marks_items_and_blocking_are_there():
    """A token in its model's row; what belongs to no span, in a lane that is named."""
    every = events(busy())
    lanes = {event["tid"]: event["args"]["name"] for event in every if event["name"] == "thread_name"}
    instants = [(lanes[event["tid"]], event["name"], event["ts"]) for event in every if event["ph"] == "i"]
    assert ("halfway", "user halfway", 1_500_000) in instants
    assert [each for each in instants if each[0] == "reader" and each[1] == "item"] == [
        ("reader", "item", 1_500_000),
        ("reader", "item", 2_500_000),
    ]
    assert ("reader", "the reader left", 2_500_000) in instants
    (token,) = (event for event in every if event["ph"] == "n")
    assert (token["cat"], token["name"], token["ts"]) == ("model", "token talker", 2_500_000)
    (blocked,) = (event for event in every if event["ph"] == "X")
    assert (lanes[blocked["tid"]], blocked["name"]) == ("event loop", "time.sleep")
    assert (blocked["ts"], blocked["dur"]) == (2_500_000, 250_000)


def test_the_same_run_gives_the_same_file(recorded, tmp_path):
    """Byte for byte; a run in which nothing happened is a trace as well."""
    recorded.to_perfetto(tmp_path / "one.json")
    record(answer)[0].to_perfetto(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert [event["ph"] for event in events(Run(Ending.RETURNED))] == ["M"]
