"""A word of a library's that there is not is told with its line, and what may be meant."""

import pytest

from asynclab.course.cell.session.written.library_words import unknown_words
from tests.unit.course.cell.test_cell_history import Notebook

ANSWER = """
async def answer(graph, config=None):
    {}
"""


def told(line, given=()):
    """What is told of an answer with these lines in it: the sentence, the word that may be meant, and the line."""
    notebook = Notebook()
    notebook.run("answer", ANSWER.format(line))
    found = unknown_words(["answer"], given, notebook.history)
    return [(each.seen, each.remedy.partition(" is meant")[0], each.place.text) for each in found]


@pytest.mark.parametrize(
    ("line", "seen", "meant"),
    [
        ('graph.astream(1, stream_mode="mesages")', "There is no stream mode `mesages`", "`messages`"),
        ('graph.stream(1, stream_mode=["custom", "udpates"])', "There is no stream mode `udpates`", "`updates`"),
        ('graph.astream_events(1, version="v3", stream_mode="value")', "There is no stream mode `value`", "`values`"),
        ('mode = "mesages"; graph.astream(1, stream_mode=mode)', "There is no stream mode `mesages`", "`messages`"),
        ('graph.astream(1, stream_modes="messages")', "`astream` has no argument `stream_modes`", "`stream_mode`"),
        ('graph.astream(1, mode="messages")', "`astream` has no argument `mode`", "`stream_mode`"),
        ("graph.astream(1, subgraph=True)", "`astream` has no argument `subgraph`", "`subgraphs`"),
        ('graph.astream_events(1, include_name=["a"])', "`astream_events` has no argument", "`include_names`"),
        ('graph.astream_events(1, include_types=["chat_mdel"])', "`include_types` names the type", "`chat_model`"),
        (
            '[e for e in graph if e["event"] == "on_tool_starts"]',
            "No event is called `on_tool_starts`",
            "`on_tool_start`",
        ),
        ('e = 1 in ("on_chat_model_steam", 1)', "No event is called", "`on_chat_model_stream`"),
        ('graph.ainvoke(1, {"tag": ["a"]})', "A config has no key `tag`", "`tags`"),
        ('graph.ainvoke(1, config={"metdata": {}})', "A config has no key `metdata`", "`metadata`"),
        ('own = {"run_nam": "a"}; graph.astream(1, own)', "A config has no key `run_nam`", "`run_name`"),
        ('own = {"tgas": ["a"]} if config else {}; graph.astream(1, own)', "A config has no key `tgas`", "`tags`"),
        ('graph.astream(1, (config or {}) | {"tagss": ["a"]})', "A config has no key `tagss`", "`tags`"),
        ('graph.with_config({"recursion_limt": 3})', "A config has no key `recursion_limt`", "`recursion_limit`"),
        ('graph.with_config(tag=["a"])', "A config has no key `tag`", "`tags`"),
        (
            'x = [d for m, d in graph.stream(1, stream_mode=["messages"]) if m == "mesages"]',
            "There is no stream mode `mesages`",
            "`messages`",
        ),
        (
            'x = [p for p in graph.stream(1, stream_mode=["custom"]) if p["type"] == "custm"]',
            "There is no stream mode `custm`",
            "`custom`",
        ),
    ],
)
def test_a_word_that_the_library_does_not_know_is_told(line, seen, meant):
    """With one that it knows."""
    ((found, perhaps, place),) = told(line)
    assert found.startswith(seen)
    assert perhaps == f"Perhaps {meant}"
    assert place == line


@pytest.mark.parametrize(
    ("line", "seen", "remedy"),
    [
        ('graph.astream(1, version="V2")', "There is no version 'V2' of `astream`", 'write `version="v2"`'),
        ("graph.astream(1, version=2)", "There is no version 2 of `astream`", 'write `version="v2"`'),
        ('graph.astream(1, {"tags": "fallback"})', "What `tags` of a config has there is a text", "`['fallback']`"),
        ('graph.with_config(tags=f"a:{1}")', "What `tags` of a config has there is a text", "`[f'a:{1}']`"),
        ('graph.ainvoke(1, ["a"])', "A config is a dict, and what stands in its place is a list.", "`{'tags': ['a']}`"),
        ('graph.ainvoke(1, "a")', "A config is a dict, and what stands in its place is a text.", "`{'tags': ['a']}`"),
        ('graph.ainvoke(1, config={f"a"})', "A config is a dict, and what stands in its place is a set", "`{'tags':"),
        ("graph.ainvoke(1, (config, 2))", "A config is a dict, and what stands in its place is a tuple.", "as a dict"),
        ('graph.astream(1, "messages")', "A config is a dict, and what stands", "`stream_mode='messages'`"),
        ('own = ["a"]; graph.astream(1, own)', "A config is a dict, and what stands in its place is a list", "'tags'"),
        ('graph.ainvoke(1, tags=["a"])', "`ainvoke` is given `tags` in its config", "`{'tags': ['a']}`"),
        ('graph.astream(1, run_name="a")', "`astream` is given `run_name` in its config", "`{'run_name': 'a'}`"),
        (
            'graph.with_config({"configurable": {"max_concurrency": 2}})',
            "`max_concurrency` stands inside of `configurable`",
            "`{'max_concurrency': ...}`",
        ),
        ('graph.with_config(configurable={"tags": 2})', "`tags` stands inside of `configurable`", "beside it"),
        (
            'graph.ainvoke(1, {"metadata": {"recursion_limit": 2}})',
            "`recursion_limit` stands inside of `metadata`",
            "Move it out of `metadata`",
        ),
        ('graph.with_config(max_concurrency="2")', "`max_concurrency` of a config is a text", "the number itself"),
        ("graph.with_config(max_concurrency=str(n))", "`max_concurrency` of a config is a text", "without `str`"),
        ('graph.ainvoke(1, {"recursion_limit": f"{n}"})', "`recursion_limit` of a config is a text", "the number"),
    ],
)
def test_a_value_that_the_library_does_not_take_is_told(line, seen, remedy):
    """With one that it takes."""
    ((found, told_remedy, place),) = told(line)
    assert found.startswith(seen)
    assert remedy in told_remedy
    assert place == line


@pytest.mark.parametrize(
    "line",
    [
        'graph.astream(1, config, stream_mode=["messages", "custom"], subgraphs=True, version="v2")',
        'graph.batch([1, 2], [{"tags": ["a"]}, {"tags": ["b"]}])',
        'graph.ainvoke(1, {"configurable": {"thread_id": "tags"}, "metadata": {"tags": 1}, "max_concurrency": n})',
        'graph.astream_events(1, config, version="v3", include_types=["chat_model"], include_names=["a"])',
        'graph.ainvoke(1, {**(config or {}), "tags": ["a"], "metadata": {}, "run_name": "a", "colour": 1})',
        'x = [e for e in graph if e["event"] in ("on_tool_start", "on_custom_event", "on_air", "on_chat_model_end")]',
        'graph.dispatch("on_tool_starts", 1)',
        'graph.astream(1, stream_mode=config["mode"], version=config["version"], mode=config)',
        'x = [1 for m, d in graph.stream(1, stream_mode=["messages"]) if d == "message" or m == "else"]',
        'graph.ask(1, stream_mode="mesages", version=7)',
        'graph.astream(*config, "text", **config)',
        "graph.astream(1",
    ],
)
def test_of_words_that_are_right_or_of_nobody_knows_what_nothing_is_told(line):
    """A word of the student's own may be any."""
    assert told(line) == []


def test_of_many_the_first_are_told_and_of_a_locked_cell_none():
    """They stand in the order of their lines."""
    lines = "\n    ".join(f'graph.astream(1, stream_mode="m{number}")' for number in range(4))
    assert [seen.split("`")[1] for seen, _, _ in told(lines)] == ["m0", "m1"]
    assert told(lines, ["cell In[1]"]) == []
    assert list(unknown_words(["answer"], (), Notebook().history)) == []
