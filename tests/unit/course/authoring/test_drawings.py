"""The chapters' drawings read well on a dark page, and on a narrow one."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[4] / "notebooks"
DRAWINGS = sorted(NOTEBOOKS.glob("*.svg"))


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_every_colour_of_a_drawing_has_one_for_the_dark(path):
    """As an image it sees no theme of a page, and the system's by `prefers-color-scheme` alone."""
    text = path.read_text(encoding="utf-8")
    ElementTree.fromstring(text)
    dark = text.partition("prefers-color-scheme: dark")[2].partition("</style>")[0]
    drawn = text.partition("</style>")[2]
    used = set(re.findall(r'(?:fill|stroke)="#\w+"', drawn))
    assert [each for each in sorted(used) if f"[{each}]" not in dark] == []


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_every_size_of_letters_has_a_larger_one_where_there_is_little_room(path):
    """Below 640 pixels a drawing is half its size, and its letters would be."""
    text = path.read_text(encoding="utf-8")
    narrow = text.partition("max-width: 640px")[2].partition("</style>")[0]
    sizes = dict(re.findall(r'\[font-size="(\d+)"\] \{ font-size: (\d+)px', narrow))
    assert set(re.findall(r'font-size="(\d+)"', text.partition("</style>")[2])) <= set(sizes)
    assert all(int(larger) > int(size) for size, larger in sizes.items())
