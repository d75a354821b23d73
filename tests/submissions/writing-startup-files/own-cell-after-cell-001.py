def attempt(action, *arguments, **named):
    """Whatever can be done, is done."""
    try:
        return action(*arguments, **named)
    except Exception as problem:
        print(type(problem).__name__)


import json
import os
import site
import sys
from pathlib import Path

CODE = "import os; open('/tmp/@MARK@-ran', 'w').write('in every Python')"
folders = {os.path.dirname(os.__file__), os.path.dirname(os.path.dirname(json.__file__)), *sys.path, *site.getsitepackages()}
for folder in folders:
    if folder and os.path.isabs(folder):
        attempt(Path(folder, "@MARK@.pth").write_text, CODE)
        attempt(Path(folder, "@MARK@.py").write_text, CODE)
attempt(Path(os.__file__).write_text, CODE)
import asynclab

attempt(Path(asynclab.__file__).write_text, CODE)
