def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import os
from pathlib import Path

for number, target in enumerate(("@COURSE@/gradebook.db", "@COURSE@/nbgrader_config.py", "@HOME@/.jupyter", "/etc/passwd")):
    link = f"link-{number}"
    attempt(os.symlink, target, link)
    attempt(os.link, target, link + "-hard")
    attempt(lambda: open(link, "ab").write(b"\n# @MARK@\n"))
    attempt(lambda: open(link + "-hard", "ab").write(b"\n# @MARK@\n"))
attempt(os.rename, "12-boss.ipynb", "away.ipynb")
attempt(os.symlink, "@COURSE@/gradebook.db", "12-boss.ipynb")
