"""Expectations: statements about a run, and where one does not hold a sentence a student can act on.

They see a `Run` and nothing else, so that they may stand in another process than the student's code.
"""

from asynclab.expect.events import Event as Event
from asynclab.expect.events import item as item
from asynclab.expect.expectation import Expectation as Expectation
from asynclab.expect.expectations.backpressure import made as made
from asynclab.expect.expectations.backpressure import never_ahead as never_ahead
from asynclab.expect.expectations.backpressure import queue_bounded as queue_bounded
from asynclab.expect.expectations.backpressure import used_all as used_all
from asynclab.expect.expectations.cleanup import cleaned_up as cleaned_up
from asynclab.expect.expectations.cleanup import let_go as let_go
from asynclab.expect.expectations.cleanup import nothing_left as nothing_left
from asynclab.expect.expectations.evidence import bears_only as bears_only
from asynclab.expect.expectations.evidence import failed as failed
from asynclab.expect.expectations.evidence import nested as nested
from asynclab.expect.expectations.evidence import tagged as tagged
from asynclab.expect.expectations.evidence import untagged as untagged
from asynclab.expect.expectations.non_blocking import never_blocked as never_blocked
from asynclab.expect.expectations.one_projection import of_projection as of_projection
from asynclab.expect.expectations.order import order as order
from asynclab.expect.expectations.overlap import in_flight as in_flight
from asynclab.expect.expectations.overlap import never_together as never_together
from asynclab.expect.expectations.overlap import together as together
from asynclab.expect.expectations.result import awaited as awaited
from asynclab.expect.expectations.result import raised as raised
from asynclab.expect.expectations.result import raised_inside as raised_inside
from asynclab.expect.expectations.result import returned as returned
from asynclab.expect.expectations.run_tree import traced as traced
from asynclab.expect.expectations.sinks import asked as asked
from asynclab.expect.expectations.sinks import handed as handed
from asynclab.expect.expectations.streaming import first_before_last as first_before_last
from asynclab.expect.expectations.streaming import items as items
from asynclab.expect.expectations.streaming import items_at as items_at
from asynclab.expect.expectations.streaming import reads as reads
from asynclab.expect.expectations.streaming import received as received
from asynclab.expect.expectations.streaming import tokens_at as tokens_at
from asynclab.expect.expectations.tests_that_fail import all_pass as all_pass
from asynclab.expect.expectations.tests_that_fail import catches as catches
from asynclab.expect.expectations.timing import attempts as attempts
from asynclab.expect.expectations.timing import began as began
from asynclab.expect.expectations.timing import lasted as lasted
from asynclab.expect.expectations.timing import marked_at as marked_at
from asynclab.expect.expectations.timing import took as took
from asynclab.expect.ledger import Ledger as Ledger
from asynclab.expect.ledger import UnusedExpectation as UnusedExpectation
from asynclab.expect.matchers import any_order as any_order
from asynclab.expect.matchers import anything as anything
from asynclab.expect.matchers import between as between
from asynclab.expect.matchers import contains as contains
from asynclab.expect.matchers import each as each
from asynclab.expect.matchers import lacks as lacks
from asynclab.expect.matchers import length as length
from asynclab.expect.matchers import like as like
from asynclab.expect.matchers import one_of as one_of
from asynclab.expect.matchers import subset as subset
from asynclab.expect.matching import Matcher as Matcher
from asynclab.expect.outcome import Failure as Failure
from asynclab.expect.outcome import Outcome as Outcome
from asynclab.expect.outcome import Verdict as Verdict
from asynclab.expect.verdict import NothingExpected as NothingExpected
from asynclab.expect.verdict import judge as judge
from asynclab.public_names import imported_by as _imported_by

__all__ = _imported_by(__name__)  # for `import *`
