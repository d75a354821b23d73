def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import fcntl
import sqlite3
import subprocess
import sys

HOLD = """
import sqlite3, time
book = sqlite3.connect("@COURSE@/gradebook.db", isolation_level=None, timeout=1)
book.execute("begin exclusive")
time.sleep(600)
"""


def lock(path):
    book = sqlite3.connect(path, isolation_level=None, timeout=1)
    book.execute("begin exclusive")
    return book


kept = attempt(lock, "@COURSE@/gradebook.db")
attempt(lambda: fcntl.flock(open("@COURSE@/gradebook.db"), fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt(subprocess.Popen, [sys.executable, "-c", HOLD], start_new_session=True)
