"""What a run did, as data: the public names, listed once. Read by type checkers, editors and `__init__.py`."""

from asynclab.observe.codec import Codec as Codec
from asynclab.observe.codec import DecodeError as DecodeError
from asynclab.observe.codec import from_json as from_json
from asynclab.observe.codec import to_json as to_json
from asynclab.observe.plain import plain as plain
from asynclab.observe.recording import record as record
from asynclab.observe.run import Blocking as Blocking
from asynclab.observe.run import Ending as Ending
from asynclab.observe.run import HighWater as HighWater
from asynclab.observe.run import Item as Item
from asynclab.observe.run import Left as Left
from asynclab.observe.run import Mark as Mark
from asynclab.observe.run import Place as Place
from asynclab.observe.run import Plain as Plain
from asynclab.observe.run import Problem as Problem
from asynclab.observe.run import Run as Run
from asynclab.observe.run import Span as Span
from asynclab.observe.run import SpanEnd as SpanEnd
from asynclab.observe.run import Traced as Traced
from asynclab.observe.trace.exceptions import place_of as place_of
from asynclab.observe.trace.exceptions import problem_of as problem_of
from asynclab.observe.trace.recorder import Recorder as Recorder
from asynclab.observe.trace.recorder import current as current
from asynclab.observe.trace.recorder import mark as mark
from asynclab.observe.trace.recorder import open_span as open_span
