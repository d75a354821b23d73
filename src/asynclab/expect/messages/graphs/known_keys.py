"""Keys that LangChain's and LangGraph's dicts have: one that is misspelt in a student's line is told as that."""

from __future__ import annotations

from ast import literal_eval
from difflib import get_close_matches

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Problem

# Of an event, its data, what it tells beside, a config, what a message has used, a call of a tool.
_KNOWN = (
    "event name run_id parent_ids tags metadata data chunk input output error langgraph_node langgraph_step "
    "langgraph_path langgraph_triggers langgraph_checkpoint_ns checkpoint_ns thread_id callbacks run_name "
    "max_concurrency recursion_limit configurable usage_metadata input_tokens output_tokens total_tokens tool_call_id "
    "tool_calls args type"
).split()
_ALIKE = 0.8


def misspelt_key(problem: Problem) -> Guess:
    """Guess of a key that is not there and is much like one that such a dict has, or the end of one; empty where it is
    like none, or where the line that it was read at has not got it in it."""
    line = problem.place.text if problem.place is not None else ""
    try:
        key = literal_eval(problem.message)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return Guess()
    if not isinstance(key, str) or key in _KNOWN or not any(f"{quote}{key}{quote}" in line for quote in "'\""):
        return Guess()
    of_the_end = [known for known in _KNOWN if known.startswith("langgraph_") and known.endswith(f"_{key}")]
    near = next(iter(of_the_end or get_close_matches(key, _KNOWN, n=1, cutoff=_ALIKE)), "")
    if not near:
        return Guess()
    return Guess(
        f"What is read there has no key {may_be_read(problem.message)}.",
        f"Perhaps {code(near)} is meant: look how the key is spelt. Else `print` which keys there are.",
    )
