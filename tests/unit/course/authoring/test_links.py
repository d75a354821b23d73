"""The links from one chapter to another lead somewhere."""

import re
from pathlib import Path

import nbformat
import pytest

RELEASE = Path(__file__).resolve().parents[4] / "release"
CHAPTERS = {path.stem: path for path in sorted(RELEASE.glob("*/*.ipynb"))}
LINK = re.compile(r"\]\((\.\.?/[^)\s#]*)(?:#([^)\s]+))?\)")


def prose(path):
    """The text cells of a notebook."""
    return [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]


def anchors(path):
    """Its headings as JupyterLab names them: what is read, with hyphens for blanks."""
    headings = re.findall(r"^#+ (.+)$", "\n".join(prose(path)), flags=re.MULTILINE)
    return {heading.replace("`", "").replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_link_to_another_chapter_leads_to_a_heading_that_it_has(name):
    """A section that is renamed or cut takes no reader along: the links to it are found."""
    lost = []
    for target, anchor in LINK.findall("\n".join(prose(CHAPTERS[name]))):
        path = (CHAPTERS[name].parent / target).resolve()
        if not path.is_file() or (anchor and anchor not in anchors(path)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("name", [name for name in CHAPTERS if not name.startswith("01")])
def test_a_chapter_links_to_what_it_needs_from_before(name):
    """Chapters are read in order, by people who forgot: each leads back to sections of earlier ones."""
    earlier = {path.parent.name for other, path in CHAPTERS.items() if other < name}
    links = LINK.findall("\n".join(prose(CHAPTERS[name])))
    assert {Path(target).stem for target, anchor in links if anchor} & earlier
