def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import os
import shutil
from pathlib import Path

for name in ("source", "release", "submitted/zz_last", "submitted/aa_first", "autograded", "feedback"):
    attempt(shutil.rmtree, "@COURSE@/" + name)
    attempt(os.rename, "@COURSE@/" + name, "@COURSE@/@MARK@")
for name in ("source", "release", "submitted/zz_last"):
    attempt(Path("@COURSE@", name, "12-boss", "12-boss.ipynb").write_text, "{}")
attempt(Path("@COURSE@", "@MARK@").write_text, "here")
attempt(os.chmod, "@COURSE@", 0o777)
attempt(os.symlink, "/etc/passwd", "@COURSE@/submitted/zz_last/12-boss/@MARK@")
