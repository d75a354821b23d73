"""Scenarios: what a check sets up, as data, and what performs it on a student's notebook."""

from asynclab.public_names import imported_by as _imported_by
from asynclab.scenario.arguments import ScenarioError as ScenarioError
from asynclab.scenario.by_hand import perform as perform
from asynclab.scenario.constructors import model as model
from asynclab.scenario.constructors import raises as raises
from asynclab.scenario.constructors import reply as reply
from asynclab.scenario.constructors import sdk as sdk
from asynclab.scenario.constructors import sink as sink
from asynclab.scenario.constructors import source as source
from asynclab.scenario.constructors import tool as tool
from asynclab.scenario.constructors import tool_call as tool_call
from asynclab.scenario.not_attempted import NotAttempted as NotAttempted
from asynclab.scenario.not_attempted import not_attempted as not_attempted
from asynclab.scenario.serialize import from_json as from_json
from asynclab.scenario.serialize import to_json as to_json

from .live import live as live
from .own_tests.implementations import implementation as implementation
from .spec import Implementation as Implementation
from .spec import Model as Model
from .spec import Projection as Projection
from .spec import Raises as Raises
from .spec import Reader as Reader
from .spec import Reply as Reply
from .spec import Scenario as Scenario
from .spec import Sdk as Sdk
from .spec import Sink as Sink
from .spec import Source as Source
from .spec import Tool as Tool
from .spec import ToolCall as ToolCall
from .variations import ALL as ALL
from .variations import Every as Every
from .ways_to_drive import call as call
from .ways_to_drive import events as events
from .ways_to_drive import invoke as invoke
from .ways_to_drive import iterate as iterate
from .ways_to_drive import projection as projection
from .ways_to_drive import read as read
from .ways_to_drive import run_tests as run_tests
from .ways_to_drive import stream as stream

__all__ = _imported_by(__name__)  # for `import *`
