"""A run as OTLP, read back with OpenTelemetry's own messages."""

import base64
import json

import pytest
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from asynclab.observe import record
from asynclab.observe.run import Ending, Run
from asynclab.observe.run_files.otlp import otlp

from ..desk import answer
from .runs import busy

ZERO = 946_684_800_000_000_000  # the virtual clock's, in nanoseconds


def read(run):
    """The spans of a run's file, in their order. An unknown field is an error."""
    (line,) = otlp(run).splitlines()
    request = ParseDict(json.loads(line, object_hook=_as_bytes), ExportTraceServiceRequest())
    (resource,) = request.resource_spans
    (scope,) = resource.scope_spans
    assert scope.scope.name == "asynclab"
    return list(scope.spans)


def _as_bytes(said):
    """OTLP has ids in hexadecimal, where the JSON of any other message has Base64."""
    ids = {"traceId", "spanId", "parentSpanId"} & said.keys()
    return said | {name: base64.b64encode(bytes.fromhex(said[name])).decode() for name in ids}


def attributes(told):
    """A span's or an event's, by name."""
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in told.attributes}


def of(run, name):
    """The first span of a name."""
    return next(each for each in read(run) if each.name == name)


@pytest.mark.parametrize("which", ["busy", "recorded"])
def test_every_span_is_there_with_its_times_and_its_parent(which):
    """In nanoseconds since the virtual clock's zero, below one span for the whole run."""
    run = busy() if which == "busy" else record(answer)[0]
    whole, *spans = read(run)
    assert (whole.name, whole.parent_span_id) == ("run", b"")
    ids = {span.id: told.span_id for span, told in zip(run.spans, spans, strict=True)}
    assert len({whole.span_id, *ids.values()}) == len(run.spans) + 1
    for span, told in zip(run.spans, spans, strict=True):
        end = run.elapsed if span.end is None else span.end
        assert told.name.endswith(span.name)
        assert told.start_time_unix_nano == ZERO + round(span.start * 1e9)
        assert told.end_time_unix_nano == ZERO + round(end * 1e9)
        assert told.parent_span_id == (whole.span_id if span.parent is None else ids[span.parent])
        assert (len(told.trace_id), len(told.span_id)) == (16, 8)
        assert told.trace_id == whole.trace_id


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("invoke_workflow desk", Span.SPAN_KIND_INTERNAL, {"gen_ai.workflow.name": "desk"}),
        ("execute_tool web", Span.SPAN_KIND_INTERNAL, {"gen_ai.tool.name": "web", "gen_ai.tool.type": "function"}),
        ("chat talker", Span.SPAN_KIND_CLIENT, {"gen_ai.request.model": "talker", "gen_ai.provider.name": "asynclab"}),
    ],
)
def test_workflows_tools_and_models_speak_the_genai_conventions(name, kind, told):
    """The operation, which begins the span's name, and what it is on."""
    span = of(busy(), name)
    operation, _ = name.split()
    assert span.kind == kind
    assert attributes(span).items() >= {"gen_ai.operation.name": operation, **told}.items()


def test_what_counts_once_is_said_once():
    """The body of a scripted model is inside of the model's own span: no operation, or each call would count twice."""
    assert "gen_ai.operation.name" not in attributes(of(busy(), "talker"))
    assert attributes(of(busy(), "talker"))["asynclab_run.kind"] == "stream"


def test_tags_metadata_and_data_are_attributes():
    """Lists of texts as lists, numbers as numbers, what is nested as JSON."""
    desk = attributes(of(busy(), "invoke_workflow desk"))
    assert [each.string_value for each in desk["asynclab_run.tags"].values] == ["t"]
    assert desk["asynclab_run.metadata.user"] == "ada"
    assert json.loads(desk["asynclab_run.metadata.deep"]) == {"a": [1]}
    assert json.loads(attributes(of(busy(), "chat talker"))["asynclab_run.data"]) == {"input": "q"}


def test_an_error_is_a_status_and_a_type():
    """Of the call, and of the run; what is still open is no error."""
    whole, *spans = read(busy())
    assert (whole.status.code, whole.status.message) == (Status.STATUS_CODE_ERROR, "ValueError: no <b>answer</b>")
    assert attributes(whole).items() >= {"error.type": "ValueError", "asynclab_run.seed": 7}.items()
    failed = [span for span in spans if span.status.code == Status.STATUS_CODE_ERROR]
    assert [(span.name, attributes(span)["error.type"]) for span in failed] == [("execute_tool web", "TimeoutError")]
    assert attributes(of(busy(), "poll"))["asynclab_run.how"] == "open"


def test_tokens_and_items_are_events():
    """A token of its model's span, at its time; what belongs to no span, of the run."""
    (token,) = of(busy(), "chat talker").events
    assert (token.name, token.time_unix_nano) == ("talker", ZERO + 2_500_000_000)
    events = [(event.name, event.time_unix_nano - ZERO) for event in of(busy(), "run").events]
    assert ("halfway", 1_500_000_000) in events
    assert [each for each in events if each[0] == "item"] == [("item", 1_500_000_000), ("item", 2_500_000_000)]
    assert [time for _, time in events] == sorted(time for _, time in events)


def test_the_same_run_gives_the_same_file_and_another_one_other_ids(tmp_path):
    """Ids are made of the run."""
    record(answer)[0].to_otlp(tmp_path / "one.jsonl")
    record(answer)[0].to_otlp(tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert read(busy())[0].trace_id != read(Run(Ending.RETURNED))[0].trace_id
