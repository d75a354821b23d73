"""A student's first hour, on any system, with nothing but the wheel and its extra `student`: what CI runs on three.

    python tests/first_contact/student.py install WHEEL ENVIRONMENT FOLDER
    ENVIRONMENT/bin/python tests/first_contact/student.py learn FOLDER

`install` makes an empty environment, installs the wheel from PyPI into it, and there does the second. `learn` starts
the course in a folder, executes chapter 3 with the reference answers in a kernel, reads the progress, starts again, and
opens JupyterLab as `asynclab start` does. Either ends with 1 and a sentence at the first thing that is not as a student
must find it. They import nothing of this repository: what they read of it are the reference answers.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "03-astream"
MEGABYTES = 300  # installed, at most
PATIENCE = 180  # real seconds for JupyterLab to come up, on a machine that does other things beside


def install(wheel, environment, folder):
    """Make an environment with the wheel, its extra and what these need; tell time and size; learn in it."""
    began = time.monotonic()
    venv.create(environment, with_pip=True)
    python = Path(environment, "Scripts" if os.name == "nt" else "bin", "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"{Path(wheel).resolve()}[student]"], check=True)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    size = sum(file.stat().st_size for file in packages.rglob("*") if file.is_file()) / 1_000_000
    print(f"installed in {time.monotonic() - began:.0f} s: {size:.0f} MB")
    demand(size < MEGABYTES, f"the environment has {size:.0f} MB, more than {MEGABYTES}")
    demand(not list(packages.glob("nbgrader*")), "a student's environment has nbgrader in it")
    sys.exit(subprocess.run([python, __file__, "learn", folder]).returncode)


def learn(folder):
    """Begin the course, do chapter 3, read the progress, begin again."""
    demand(str(ROOT / "src") not in sys.path, "asynclab comes from the checkout, and not from a wheel")
    demand("The chapters are in" in asynclab("start", folder, "--no-lab"), "start did not say where the chapters are")
    answer(Path(folder, CHAPTER, f"{CHAPTER}.ipynb"))
    said = asynclab("progress", folder)
    demand("21 of 21 points" in said, f"the reference answers do not pass:\n{said}")
    for options in ([], ["--update"]):
        asynclab("start", folder, "--no-lab", *options)
        demand(asynclab("progress", folder) == said, f"start {options} has changed a student's work")
    look(folder)
    print(said)


def answer(file):
    """Put the reference answers into a student's notebook, and run it in a kernel."""
    import nbformat
    from nbclient import NotebookClient

    reference = json.loads((ROOT / "source" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    answers = {grade_id(cell): "".join(cell["source"]) for cell in reference["cells"] if is_answer(cell)}
    notebook = nbformat.read(file, as_version=4)
    for cell in filter(is_answer, notebook.cells):
        cell.source = answers[grade_id(cell)]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(file.parent)}}).execute()
    nbformat.write(notebook, file)


def grade_id(cell):
    """nbgrader's id of a cell."""
    return cell["metadata"]["nbgrader"]["grade_id"]


def is_answer(cell):
    """Whether a student writes in it."""
    return cell["metadata"].get("nbgrader", {}).get("solution") is True


def look(folder):
    """Open JupyterLab as a student does, look at its first page, and end it."""
    token, port = "first-contact", free_port()
    command = [sys.executable, "-m", "asynclab", "start", folder, "--no-browser", "--port", str(port)]
    with subprocess.Popen([*command, "--", f"--IdentityProvider.token={token}"]) as server:
        try:
            at = f"http://127.0.0.1:{port}"
            page = ask(f"{at}/lab/tree/index.ipynb", token, server)
            demand('"disabledExtensions"' in page and "@jupyter/nbgrader" in page, "nbgrader's tools are not off")
            news = json.loads(ask(f"{at}/lab/api/settings/@jupyterlab/apputils-extension:notification", token, server))
            demand(news["schema"]["properties"]["fetchNews"]["default"] == "false", "JupyterLab would ask for news")
            listed = json.loads(ask(f"{at}/api/contents", token, server))["content"]
            demand({"index.ipynb", CHAPTER} <= {each["name"] for each in listed}, "JupyterLab is in another folder")
            ask(f"{at}/api/shutdown", token, server, data=b"")
            demand(server.wait(60) == 0, "JupyterLab did not end well")
        finally:
            server.kill()


def free_port():
    """A port that nobody listens at: somebody else's JupyterLab may be at any that is written down."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def ask(address, token, server, data=None):
    """What the server answers, as soon as it does."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            request = urllib.request.Request(address, data, headers={"Authorization": f"token {token}"})
            return urllib.request.urlopen(request, timeout=30).read().decode("utf-8")
        except OSError as error:
            demand(server.poll() is None, f"JupyterLab ended with {server.poll()}")
            demand(time.monotonic() < ends, f"JupyterLab does not answer: {error}")
            time.sleep(0.5)


def asynclab(*arguments):
    """What a verb prints."""
    done = subprocess.run(
        [sys.executable, "-m", "asynclab", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    demand(done.returncode == 0, f"asynclab {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def demand(holds, otherwise):
    """End with a sentence if something does not hold."""
    if not holds:
        sys.exit(f"first contact: {otherwise}")


if __name__ == "__main__":
    verb, *arguments = sys.argv[1:]
    {"install": install, "learn": learn}[verb](*arguments)
