"""Scenarios: what a check sets up, as data, and what performs it on a student's notebook."""

from asynclab.scenario.arguments import ScenarioError
from asynclab.scenario.constructors import model, raises, reply, sdk, sink, source, tool, tool_call
from asynclab.scenario.not_attempted import NotAttempted, not_attempted
from asynclab.scenario.serialize import from_json, to_json

from .drive import perform
from .drivers import call, events, invoke, iterate, read, stream
from .live import live
from .spec import Model, Raises, Reader, Reply, Scenario, Sdk, Sink, Source, Tool, ToolCall
from .variations import ALL, Every

__all__ = [
    "ALL",
    "Every",
    "Model",
    "NotAttempted",
    "Raises",
    "Reader",
    "Reply",
    "Scenario",
    "ScenarioError",
    "Sdk",
    "Sink",
    "Source",
    "Tool",
    "ToolCall",
    "call",
    "events",
    "from_json",
    "invoke",
    "iterate",
    "live",
    "model",
    "not_attempted",
    "perform",
    "raises",
    "read",
    "reply",
    "sdk",
    "sink",
    "source",
    "stream",
    "to_json",
    "tool",
    "tool_call",
]
