"""What is sent next, and that each job is counted once."""

from asynclab.grade.cluster.job_tracker import JobTracker
from asynclab.grade.job import Job


def job(key):
    """A job without cells."""
    return Job(key, ())


def ledger(count, overtake=10.0):
    """A ledger for so many jobs, named by their numbers from 1, and no more."""
    book = JobTracker(overtake)
    for number in range(1, count + 1):
        book.add(job(str(number)))
    book.close()
    return book


def sent(book, lanes, now=0.0):
    """The numbers that are due."""
    return [flight.number for flight in book.due(lanes, now)]


def test_two_jobs_a_lane_are_out_and_no_more_are_taken():
    """One runs and one waits for its end; there is room for the next when one is back."""
    book, names = JobTracker(10.0), iter("abcdefgh")
    while book.has_room(2):
        book.add(job(next(names)))
    assert sent(book, 2) == [1, 2, 3, 4]
    assert not book.has_room(2)
    assert sent(book, 2) == []
    assert book.landed(2) == job("b")
    assert book.has_room(2)
    book.add(job(next(names)))
    assert sent(book, 2) == [5]
    assert next(names) == "f"


def test_nothing_is_sent_where_nobody_is():
    """Without lanes there is no room either."""
    assert not JobTracker(10.0).has_room(0)
    book = ledger(3)
    assert sent(book, 0) == []
    assert book.under_way
    assert sent(book, 1) == [1, 2]


def test_it_is_finished_when_everything_is_back():
    """Not before, and with no jobs at all at once."""
    book = ledger(1)
    assert sent(book, 1) == [1]
    assert sent(book, 1) == []
    assert book.under_way
    book.landed(1)
    assert not book.under_way
    empty = ledger(0)
    assert sent(empty, 1) == []
    assert not empty.under_way


def test_a_result_that_comes_twice_counts_once():
    """The second is nobody's."""
    book = ledger(2)
    sent(book, 1)
    assert book.landed(1) == job("1")
    assert book.landed(1) is None
    assert book.landed(7) is None


def test_what_nobody_works_on_is_sent_again_first():
    """Before anything new."""
    book = ledger(6)
    assert sent(book, 1) == [1, 2]
    book.send_again((2, 1))
    assert sent(book, 2) == [2, 1, 3, 4]


def test_a_late_job_is_overtaken_only_when_nothing_else_is_to_do():
    """Once every `overtake` seconds; a copy is no new job."""
    book = ledger(3, overtake=10.0)
    assert sent(book, 1, now=0.0) == [1, 2]
    assert sent(book, 1, now=50.0) == []
    book.landed(1)
    assert sent(book, 1, now=51.0) == [3]
    assert sent(book, 1, now=52.0) == []
    book.landed(3)
    assert sent(book, 1, now=60.0) == [2]
    assert sent(book, 1, now=69.0) == []
    assert sent(book, 1, now=70.0) == [2]
    assert book.landed(2) == job("2")
    assert not book.under_way


def test_a_suspect_is_tried_alone_and_last():
    """Workers died with three jobs on them: each goes alone, and only who was alone is the culprit."""
    book = ledger(5)
    assert sent(book, 2) == [1, 2, 3, 4]
    assert [book.suspect(number) for number in (1, 2)] == [False, False]
    assert sent(book, 2) == [5]
    for number in (3, 4, 5):
        assert sent(book, 2) == []
        book.landed(number)
    assert sent(book, 2) == [1]
    assert sent(book, 2, now=5.0) == []
    assert book.suspect(1)
    assert book.landed(1) == job("1")
    assert sent(book, 2) == [2]
    assert book.landed(2) == job("2")
    assert not book.under_way


def test_a_suspect_whose_scheduler_is_lost_is_still_a_suspect():
    """It goes alone again."""
    book = ledger(1)
    sent(book, 1)
    book.suspect(1)
    assert sent(book, 4) == [1]
    book.send_again((1,))
    assert sent(book, 4) == [1]
    assert book.suspect(1)
