"""The command line: verbs only. Each calls one function of a package below and prints what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from asynclab.grade.regrade.if_lower import IfLower
from asynclab.grade.single.choices import ResultFormat, SandboxChoice

_HELP = "A course on streaming and async code with LangChain and LangGraph, and the autograder behind it."
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=_HELP)

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # see nbgrader_app.commands: 1.4 s for nothing

_LEARN, _TEACH, _WRITE = "Learn", "Teach", "Write chapters"  # in this order, as their first verbs are below
_SHOWN = "03-astream"  # what the demo shows of this repository's own course: it is graded in half a minute
_WIDE = 140  # columns where nobody says how wide the terminal is: a log, a pipe

Root = Annotated[Path, typer.Option(help="The course's folder.", exists=True, file_okay=False)]
_FOLDER_HELP = "Where; without it, the course that you are in, else asynclab-course."
Name = Annotated[str, typer.Argument(help="The chapter, as in 12-boss; the only one there is, if it is left out.")]


def _version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"asynclab {version_of('asynclab')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a verb."""


@app.command(rich_help_panel=_LEARN)
def start(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_FOLDER_HELP, show_default=False)] = "",
    options: Annotated[
        list[str] | None, typer.Argument(metavar="-- JUPYTERLAB'S OPTIONS", help="As in: -- --port 9999 --ip 0.0.0.0")
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Bring newer chapters; your answers are kept.")] = False,
    no_lab: Annotated[bool, typer.Option("--no-lab", help="Copy the chapters, and do not open JupyterLab.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Start JupyterLab, and open no browser.")] = False,
    port: Annotated[
        int | None, typer.Option(help="JupyterLab's port; without it, one that is free.", min=1, max=65535)
    ] = None,
) -> None:
    """Begin the course, or go on with it: the chapters in a folder of yours, opened in JupyterLab."""
    from asynclab.student import jupyter
    from asynclab.student import update as updates
    from asynclab.student.damage import damaged
    from asynclab.student.edition import released
    from asynclab.student.folder import chosen, one_folder
    from asynclab.student.folder import start as start_in
    from asynclab.student.update_report import sentence

    with _told():
        named, given = one_folder([folder, *(options or ())])
        given += [*["--no-browser"] * no_browser, *([f"--port={port}", "--ServerApp.port_retries=0"] if port else [])]
        place, edition = chosen(named, Path.cwd()), released()
        started = start_in(place, edition)
        if update and not started.new:
            for chapter in updates.update(place, edition):
                typer.echo(sentence(chapter))
        else:
            typer.echo(str(started))
        for notebook in damaged(place):
            typer.echo(str(notebook), err=True)
        if not no_lab:
            jupyter.open_lab(place, given, told=typer.echo)


@app.command(rich_help_panel=_LEARN)
def progress(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_FOLDER_HELP, show_default=False)] = "",
) -> None:
    """Show how you stand: tasks passed, attempted, not attempted, as your saved notebooks say."""
    from asynclab.grade.terminal import escaped
    from asynclab.report.progress import read
    from asynclab.student.folder import begun

    with _told():
        typer.echo(escaped(str(read(begun(folder, Path.cwd()).root)), keep="\n"))


@app.command(rich_help_panel=_TEACH)
def init(folder: Annotated[Path, typer.Argument(help="The new course's folder, such as my-course.")]) -> None:
    """Make a course of your own: a folder with its configuration and one chapter with its answers."""
    from asynclab.course.authoring.new_course import new_course

    def begins() -> None:
        typer.echo(f"Making {folder}. Its example chapter is built as well, which takes a little while ...", err=True)

    with _told():
        typer.echo(new_course(folder.expanduser(), begins=begins))


@app.command(rich_help_panel=_TEACH)
def autograde(
    chapter: Name = "",
    root: Root = Path(),
    student: Annotated[str, typer.Option(help="Only this one.")] = "",
    workers: Annotated[int, typer.Option(help="Submissions at a time; 0 for as many as there are cores.", min=0)] = 0,
    scheduler: Annotated[str, typer.Option(help="A Dask scheduler's address, such as tcp://head:8786.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would change, and change nothing.")] = False,
    lower: Annotated[
        IfLower | None, typer.Option(help="If grades would be lower; left out: ask on a terminal, else ok.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="One sentence, at the end.")] = False,
    json: Annotated[bool, typer.Option("--json", help="A line of JSON for each submission.")] = False,
) -> None:
    """Run nbgrader autograde, with the options that matter: grade what was handed in and is not graded yet."""
    from asynclab.grade.course_config import chosen
    from asynclab.grade.nbgrader_app.autograde_command import autograde_here

    _need("nbgrader")
    with _told():
        name = chosen(root.resolve(), chapter)
    asks = not json and sys.stdin.isatty() and sys.stderr.isatty()
    options = {
        "--student": student,
        "--Autograde.workers": workers,
        "--Autograde.scheduler": scheduler,
        "--Autograde.progress": "json" if json else "quiet" if quiet else "",
        "--Autograde.dry_run": dry_run,
        "--Autograde.lower": lower.value if lower else IfLower.ASK.value * asks,
    }
    given = [f"{option}={value}" for option, value in options.items() if value]
    sys.exit(autograde_here(root.resolve(), name, *given, *["--force"] * force, "--log-level=WARN"))


@app.command(rich_help_panel=_TEACH)
def grade(
    notebook: Annotated[
        Path, typer.Argument(metavar="NOTEBOOK", help="What was handed in, or the folder that it lies in.")
    ],
    chapter: Annotated[str, typer.Option(help="A chapter of the course, or the path of an instructor's notebook.")],
    how: Annotated[
        ResultFormat, typer.Option("--as", help="Who reads it: json is for whoever grades.")
    ] = ResultFormat.TEXT,
    root: Root = Path(),
    sandbox: Annotated[SandboxChoice, typer.Option(help="none is for code that you trust.")] = SandboxChoice.AUTO,
) -> None:
    """Grade one submission, without a gradebook. Exits 0 if it is graded, 1 if it cannot be, 2 if asked wrongly."""
    _need("nbgrader")
    from asynclab.grade.errors import BadConfig
    from asynclab.grade.sandbox.early import EarlyProcesses
    from asynclab.grade.sandbox.process import FORK_SERVER, JUDGE
    from asynclab.grade.single.chapter_files import chapter_files, check_named, likely_modules

    with _told(), _asked_rightly():
        check_named(chapter, root.resolve())
        modules = likely_modules(chapter, root.resolve())
        with EarlyProcesses(sandbox.value, (JUDGE, FORK_SERVER), modules) as early:
            try:
                files = chapter_files(chapter, root.resolve())
            except BadConfig as problem:
                from asynclab.grade.single.command import refuse_and_print

                sys.exit(refuse_and_print(Path(chapter).stem, problem, how))
            from asynclab.grade.single.command import grade_and_print  # now: what it loads takes a second

            code = grade_and_print(notebook, files, how, early)
    sys.exit(code)


@app.command(rich_help_panel=_TEACH)
def report(
    chapter: Name = "",
    root: Root = Path(),
    html: Annotated[
        Path | None,
        typer.Option(help="Write the class page into this folder instead; of all graded chapters if you name none."),
    ] = None,
    formgrader: Annotated[
        str, typer.Option(help="Formgrader's address, for the class page's links; this machine's if left out.")
    ] = "",
    similar: Annotated[bool, typer.Option("--similar", help="Show whose answers are alike instead.")] = False,
) -> None:
    """Show the class table of an autograded chapter: who lost which promise, and why."""
    from asynclab.grade.course_config import chosen
    from asynclab.grade.gradebook.results import results
    from asynclab.report.table import class_table
    from asynclab.report.table_view import show

    if html is not None and similar:
        raise typer.BadParameter("The class page has who is alike in it: leave --similar or --html out.")
    if formgrader and not formgrader.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{formgrader} is no address: it begins with http:// or https://.")
    with _told():
        if html is not None:
            _write_class_page(root.resolve(), chapter, html.expanduser().resolve(), formgrader)
            return
        name = chosen(root.resolve(), chapter)
        if similar:
            _show_alike(root.resolve(), name)
            return
        show(class_table(name, results(root.resolve(), name)), _console())


def _show_alike(root: Path, chapter: str) -> None:
    from asynclab.grade.gradebook.results import results
    from asynclab.report.class_page.class_map import class_map
    from asynclab.report.class_page.site import named_in
    from asynclab.report.similarity.alike_answers import alike_groups
    from asynclab.report.similarity.alike_table import show_alike

    groups = alike_groups(class_map(chapter, results(root, chapter)), named_in(root, chapter))
    show_alike(chapter, groups, _console())


def _write_class_page(root: Path, chapter: str, folder: Path, formgrader: str) -> None:
    from asynclab.grade.course_config import chosen
    from asynclab.report.class_page.person_queue import FORMGRADER
    from asynclab.report.class_page.site import write_class, write_course

    address = formgrader or FORMGRADER
    page = write_class(root, chosen(root, chapter), folder, address) if chapter else write_course(root, folder, address)
    typer.echo(f"wrote {page}. It tells hidden values: keep it to those who grade. Open it in a browser.")


@app.command(rich_help_panel=_TEACH)
def history(
    student: Annotated[str, typer.Argument(help="As the gradebook has the name.")],
    chapter: Annotated[str, typer.Argument(help="Of this chapter only.")] = "",
    root: Root = Path(),
) -> None:
    """Show when a student's work was graded, by what, what came of it, and what had changed."""
    from asynclab.grade.regrade.student_history import student_history
    from asynclab.report.history_view import history_lines

    with _told():
        for line in history_lines(student_history(root.resolve(), student, chapter)):
            typer.echo(line)


@app.command(rich_help_panel=_TEACH)
def undo(
    chapter: Name = "",
    root: Root = Path(),
    force: Annotated[bool, typer.Option("--force", help="Also what was given by hand since.")] = False,
) -> None:
    """Take the last batch of a chapter back: the gradebook and autograded/ are as they were before it."""
    from asynclab.grade.course_config import chosen
    from asynclab.grade.regrade.undo import undo as take_back
    from asynclab.grade.terminal import escaped

    with _told():
        typer.echo(escaped(str(take_back(root.resolve(), chosen(root.resolve(), chapter), force=force)), keep="\n"))


@app.command(rich_help_panel=_TEACH)
def demo(
    chapter: Name = "",
    root: Root = Path(),
    into: Annotated[Path | None, typer.Option(help="A new folder; build/demo in the course's if left out.")] = None,
) -> None:
    """Show a sample class: it answers a chapter, is autograded and reported."""
    from asynclab.course.authoring.build import Course
    from asynclab.grade.course_config import one_of
    from asynclab.report import demo as show

    with _told():
        course = root.resolve()
        chapters = Course(course).named(())
        name = one_of(course, chapters, chapter or (_SHOWN if _SHOWN in chapters else ""))
        show.demo(course, into.resolve() if into else course / show.DEFAULT, name, _console())


@app.command(rich_help_panel=_WRITE)
def build(chapters: Annotated[list[str] | None, typer.Argument()] = None, root: Root = Path()) -> None:
    """Build source/ and release/ from notebooks/*.md; all chapters if you name no chapter."""
    from asynclab.course.authoring.build import Course
    from asynclab.course.authoring.build import build as build_chapters

    with _told():
        build_chapters(Course(root), chapters or (), told=lambda name: _console().print(f"built {name}"))


@app.command(rich_help_panel=_WRITE)
def prove(
    chapters: Annotated[list[str] | None, typer.Argument()] = None,
    root: Root = Path(),
    quick: Annotated[
        bool, typer.Option("--quick", help="Only as many wrong answers as it takes for each graded cell to fail once.")
    ] = False,
    mutants: Annotated[bool, typer.Option("--mutants", help="Also try the references with one slip each.")] = False,
    survivors: Annotated[
        bool, typer.Option("--survivors", help="Also list slips in other right answers that keep all points.")
    ] = False,
) -> None:
    """Right answers earn their points, wrong ones lose what they declare; exits 1 on any surprise."""
    from asynclab.course.authoring.build import Course
    from asynclab.report.proof_table import prove_all, prove_all_mutants, prove_all_quickly, survey_all_mutants

    with _told():
        course = Course(root.resolve())
        holds = (prove_all_quickly if quick else prove_all)(course, chapters or (), _console())
        if mutants:
            holds = prove_all_mutants(course, chapters or (), _console()) and holds
        if survivors:
            survey_all_mutants(course, chapters or (), _console())
    sys.exit(0 if holds else 1)


@app.command(rich_help_panel=_WRITE)
def adopt(
    chapter: Annotated[str, typer.Argument(help="The chapter whose notebook in source/ was edited.")],
    root: Root = Path(),
) -> None:
    """Take an edit over from source/ into notebooks/*.md, after you edited in JupyterLab; build afterwards."""
    from asynclab.course.authoring.build import Course
    from asynclab.course.authoring.build import adopt as adopt_chapter

    with _told():
        file = adopt_chapter(Course(root), chapter)
        typer.echo(f"wrote {file.as_posix()}. Next: asynclab build {chapter}")


@contextmanager
def _asked_rightly() -> Iterator[None]:
    """A chapter that is not there is a usage error."""
    from asynclab.grade.errors import NotACourse, WhichAssignment
    from asynclab.grade.single.errors import NoChapterNotebook

    try:
        yield
    except (NoChapterNotebook, NotACourse, WhichAssignment) as problem:
        raise typer.BadParameter(str(problem), param_hint="--chapter") from problem


def _need(package: str) -> None:
    """Raise ModuleNotFoundError, as an import here would: for a verb that imports the package in another process."""
    if find_spec(package) is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDE)


@contextmanager
def _told() -> Iterator[None]:
    """An error that says what to do is printed without a traceback, and ends the command with 1."""
    from asynclab.course.authoring.chapter import ChapterRefused
    from asynclab.course.authoring.errors import NoChapters, NotMade
    from asynclab.course.cell.errors import NoManifest
    from asynclab.grade.errors import GradingError
    from asynclab.grade.terminal import escaped
    from asynclab.student.errors import StartError

    try:
        yield
    except (ChapterRefused, GradingError, NoChapters, NoManifest, NotMade, StartError) as error:
        typer.echo(escaped(str(error), keep="\n"), err=True)
        sys.exit(1)
