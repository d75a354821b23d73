"""Expectations: statements about a run, and where one does not hold a sentence a student can act on.

They see a `Run` and nothing else, so that they may stand in another process than the student's code.
"""

from asynclab.expect.events import Event, item
from asynclab.expect.expectation import Expectation
from asynclab.expect.expectations.backpressure import made, never_ahead, queue_bounded, used_all
from asynclab.expect.expectations.cleanup import cleaned_up, let_go, nothing_left
from asynclab.expect.expectations.evidence import failed, nested, tagged
from asynclab.expect.expectations.non_blocking import never_blocked
from asynclab.expect.expectations.order import order
from asynclab.expect.expectations.overlap import in_flight, never_together, together
from asynclab.expect.expectations.result import awaited, raised, raised_inside, returned
from asynclab.expect.expectations.run_tree import traced
from asynclab.expect.expectations.sinks import handed
from asynclab.expect.expectations.streaming import first_before_last, items, items_at, reads, received, tokens_at
from asynclab.expect.expectations.timing import attempts, began, lasted, marked_at, took
from asynclab.expect.ledger import Ledger, UnusedExpectation
from asynclab.expect.matchers import (
    any_order,
    anything,
    between,
    contains,
    each,
    lacks,
    length,
    like,
    one_of,
    subset,
)
from asynclab.expect.matching import Matcher
from asynclab.expect.outcome import Failure, Outcome, Verdict
from asynclab.expect.verdict import NothingExpected, judge

__all__ = [
    "Event",
    "Expectation",
    "Failure",
    "Ledger",
    "Matcher",
    "NothingExpected",
    "Outcome",
    "UnusedExpectation",
    "Verdict",
    "any_order",
    "anything",
    "attempts",
    "awaited",
    "began",
    "between",
    "cleaned_up",
    "contains",
    "each",
    "failed",
    "first_before_last",
    "handed",
    "in_flight",
    "item",
    "items",
    "items_at",
    "judge",
    "lacks",
    "lasted",
    "length",
    "let_go",
    "like",
    "made",
    "marked_at",
    "nested",
    "never_ahead",
    "never_blocked",
    "never_together",
    "nothing_left",
    "one_of",
    "order",
    "queue_bounded",
    "raised",
    "raised_inside",
    "reads",
    "received",
    "returned",
    "subset",
    "tagged",
    "together",
    "tokens_at",
    "took",
    "traced",
    "used_all",
]
