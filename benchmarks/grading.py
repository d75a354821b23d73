"""A class of chapter 12 graded by stock nbgrader and by this engine, in turn; then many by this engine; then the same
many again, unchanged. Prints what it took beside the targets and writes `build/bench.json`.

    python benchmarks/grading.py [--class 40] [--many 1000] [--workers N] [--keep FOLDER] [--otter COMMAND]

Exits 1 where a score differs from stock's and no rule in `scores.py` explains it.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from classes import CHAPTER, Courses
from engines import cells_alone, ours, stock
from findings import Measured, by_kind, limits, phases, summary, targets
from otter_peer import otter
from rich.console import Console
from rich.table import Table
from scores import compared, explained

REPOSITORY = Path(__file__).resolve().parents[1]
SHOWN = 10  # differences that no rule explains; the file has them all
CONFIGURED = (
    "Stock nbgrader is configured as it comes: it waits for each kernel to end in its own time "
    '(Execute.shutdown_kernel = "immediate" would save 0.8 s a notebook) and runs the cells that ours passes over, '
    "in which a person watches tokens come. Ours runs with sandbox and judge on."
)


def measured(arguments, folder, console):
    """Do it all, in turn."""
    courses = Courses.made(REPOSITORY, folder, console)
    workers = [f"--Autograde.workers={arguments.workers}"] if arguments.workers else []
    papers = list(courses.papers(arguments.few, arguments.few))
    kinds = {paper.student: paper.kind for paper in papers}
    courses.hand_in(courses.stock, papers)
    courses.hand_in(courses.ours, papers)
    console.print(f"Stock nbgrader grades {len(papers)}")
    theirs = stock(courses.stock, papers)
    console.print(f"This engine grades the same {len(papers)}")
    few = ours(courses.ours, len(papers), *workers)
    scores = list(compared(courses.ours, courses.stock, CHAPTER, kinds))
    peer = None
    if arguments.otter:
        console.print(f"otter-grader grades the same {len(papers)}")
        peer, points = otter(arguments.otter, courses.ours, papers)
        show_points(console, points, scores)
    console.print("Their cells alone")
    cells = cells_alone(courses.ours, papers)
    papers = list(courses.papers(arguments.many, arguments.few))
    courses.hand_in(courses.ours, papers)
    console.print(f"This engine grades {len(papers)}")
    many = ours(courses.ours, len(papers), *workers)
    console.print(f"This engine grades the same {len(papers)} again, unchanged")
    again = ours(courses.ours, len(papers), "--force", *workers)
    kinds |= {paper.student: paper.kind for paper in papers}
    return Measured(theirs, few, many, again, cells, scores, kinds, peer)


def show(console, found):
    """What was run, what was to be reached, and where the time goes."""
    table = Table("graded by", "submissions", "seconds", "a second", "CPU s each", "peak memory", title=CHAPTER)
    for name, each in found.runs.items():
        numbers = f"{each.run.seconds:.1f}", f"{each.rate:.2f}", f"{each.cpu:.2f}", f"{each.run.peak >> 20} MiB"
        table.add_row(name, str(each.count), *numbers)
    own = sum(found.cells.values()) / len(found.cells)
    table.add_row("the students' cells alone", str(len(found.cells)), "", "", f"{own:.2f}", "")
    console.print(table)
    console.print(CONFIGURED, highlight=False)
    for student in found.stock.stopped:
        console.print(f"Stock's batch stopped at {student} ({found.kinds[student]}); started again with the rest.")
    table = Table("target", "measured", "wanted", "reached")
    for target in targets(found):
        reached = {True: "yes", False: "NO", None: "too few to tell"}[target.reached]
        table.add_row(target.what, target.measured, target.wanted, reached)
    console.print(table)
    for sentence in limits(found):
        console.print(sentence, highlight=False)
    table = Table("where the CPU goes", "s a submission")
    for name, seconds in phases(found).items():
        table.add_row(name, f"{seconds:.2f}")
    for kind, seconds in by_kind(found):
        table.add_row(f"  processes of “{kind}”", f"{seconds:.2f}")
    console.print(table)


def show_scores(console, scores):
    """The comparison with stock; whether every difference is explained."""
    equal, by_rule, unexplained = explained(scores)
    console.print(f"{len(scores)} scores beside stock's: {equal} equal, {len(scores) - equal} not.", highlight=False)
    for rule, count in by_rule.items():
        console.print(f"  {count} {rule.name}: {rule.why}.", highlight=False)
    if unexplained:
        console.print(f"  [red]{len(unexplained)} not explained[/red]:", highlight=False)
    for score in unexplained[:SHOWN]:
        console.print(f"    {score}", highlight=False)
    return not unexplained


def show_points(console, points, scores):
    """otter's points for each student beside ours."""
    mine = {}
    for score in scores:
        mine[score.student] = mine.get(score.student, 0.0) + (score.ours or 0.0)
    other = {student: given for student, given in points.items() if (given or 0.0) != mine[student]}
    console.print(f"otter gives {len(points) - len(other)} of {len(points)} students the points that ours gives.")
    for student, given in other.items():
        kind = next(score.kind for score in scores if score.student == student)
        console.print(f"  {student} ({kind}): otter {given}, ours {mine[student]:g}", highlight=False)


def main():
    parser = argparse.ArgumentParser(description="Grades a class with stock nbgrader and with this engine.")
    parser.add_argument("--class", type=int, default=40, dest="few", help="submissions that both engines grade")
    parser.add_argument("--many", type=int, default=1000, help="submissions that this engine grades afterwards")
    parser.add_argument("--workers", type=int, help="of this engine; its own default if not given")
    parser.add_argument("--keep", type=Path, help="a folder for the courses, which stay there")
    parser.add_argument("--otter", help="otter's command, to have it grade the same class (see otter_peer.py)")
    arguments = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=120)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        found = measured(arguments, arguments.keep or Path(temporary), console)
    show(console, found)
    well = show_scores(console, found.scores)
    written = REPOSITORY / "build" / "bench.json"
    written.parent.mkdir(exist_ok=True)
    written.write_text(json.dumps(summary(found), indent=2, ensure_ascii=False), encoding="utf-8")
    console.print(f"Written: {written.relative_to(REPOSITORY)}", highlight=False)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
