"""Answers in words find their question, whatever became of their cells, with the pictures in them."""

import base64

import pytest
from nbformat.v4 import new_markdown_cell

from asynclab.grade.intake.clean import clean
from asynclab.grade.intake.parse import LONGEST, extract, from_json, to_json
from asynclab.grade.intake.pasted_pictures import LARGEST, MOST, PastedPicture, attached, embedded
from tests.unit.grade.notebooks import WORDS, cleaned, notebook, solution, sources, twin

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n pixels").decode()
SVG = base64.b64encode(b"<svg onload='evil()'/>").decode()


def questions():
    """A chapter with three questions in a row, a part between the second and the third."""
    names = ("why", "how", "when")
    cells = [solution("*Your answer here.*", name, kind=new_markdown_cell) for name in names]
    one, two = (new_markdown_cell(f"# Part {name}", id=name) for name in ("one", "two"))
    return notebook(one, *cells[:2], two, cells[2])


def answers(*texts):
    """What is put to the three questions, of a submission whose cells have lost all but their texts."""
    made = clean(questions(), extract(notebook(*(new_markdown_cell(text) for text in texts))))
    return [made.notebook.cells[at].source for at in (1, 2, 4)], made.notes


def test_answers_without_metadata_are_put_to_their_questions_by_their_neighbours():
    """Some editors give every cell a new id and no metadata."""
    found, said = answers("# Part one", "Because.", "So.", "# Part two", "Then.")
    assert found == ["Because.", "So.", "Then."]
    assert [note for note in said if "taken for it" in note] == [
        f"What stood in the place of “{name}” was taken for it." for name in ("why", "how", "when")
    ]


def test_of_a_written_answer_beyond_the_limit_a_person_reads_the_beginning():
    """The question's stub in its place would be an automatic zero."""
    found, said = answers("# Part one", "a" * (LONGEST + 5), "So.", "# Part two", "Then.")
    assert found == ["```\n" + "a" * LONGEST + "\n```", "So.", "Then."]  # what is so long is shown as it is
    assert f"“why” holds more than {LONGEST} characters; the first ones were kept." in said


def test_where_nobody_can_tell_each_question_has_all_of_it():
    """A person who grades sorts it out; no text vanishes, and no question is zero unseen."""
    found, _ = answers("# Part one", "Because, and so.", "# Part two")
    assert found == ["Because, and so.", "Because, and so.", "*Your answer here.*"]
    found, _ = answers("# Part one", "a", "b", "c", "# Part two", "d", "e")
    assert found == ["a\n\nb\n\nc", "a\n\nb\n\nc", "d\n\ne"]


def test_a_question_that_is_gone_without_an_answer_anywhere_is_named():
    """What was put back is no answer: a person has to be asked for points. One that was there and untouched is none."""
    some = clean(
        questions(), extract(notebook(*(new_markdown_cell(text) for text in ("# Part one", "a", "b", "# Part two"))))
    )
    assert some.missing == ("when",)
    assert "“when” was missing and was put back." in some.notes
    assert clean(questions(), extract(questions())).missing == ()


def test_an_answer_below_an_untouched_question_is_its_answer():
    """Who wrote into a new cell has answered."""
    assert sources(lambda cells: cells.insert(WORDS + 1, new_markdown_cell("Because.")))[WORDS] == "Because."


def test_both_halves_of_a_split_answer_are_kept():
    """And both of two copies that differ: a person reads them."""

    def split(cells):
        half = twin(cells[WORDS])
        cells[WORDS].source, half.source = "Because", "of heat."
        cells.append(half)

    assert sources(split)[WORDS] == "Because\n\nof heat."


def pasted(name="image.png", mime="image/png", data=PNG, text=None):
    """A submission with a picture pasted into its written answer, cleaned."""

    def paste(cells):
        cells[WORDS].source = f"See ![it](attachment:{name})" if text is None else text
        cells[WORDS].attachments = {name: {mime: data}}

    return cleaned(paste)


def test_a_pasted_picture_is_kept():
    """With its text, and no note."""
    made = pasted()
    assert made.notebook.cells[WORDS].source == "See ![it](attachment:image.png)"
    assert made.notebook.cells[WORDS].attachments == {"image.png": {"image/png": PNG}}
    assert made.notes == ()


@pytest.mark.parametrize(
    ("mime", "data"),
    [("image/svg+xml", SVG), ("image/png", SVG), ("text/html", PNG), ("image/png", "no base64"), ("image/png", 7)],
    ids="svg disguised html nonsense number".split(),
)
def test_what_is_no_picture_is_left_out_and_said(mime, data):
    """Its text shows that there was one."""
    made = pasted(mime=mime, data=data)
    assert made.notebook.cells[WORDS].source == "See !&#91;it]&#40;attachment:image.png)"
    assert "attachments" not in made.notebook.cells[WORDS]
    assert made.notes == ("What was attached to “words” was left out: it is no PNG, JPEG, GIF or WebP of up to 3 MB.",)


def test_a_picture_is_what_its_bytes_are():
    """Not what its file says."""
    assert attached({"a": {"image/gif": PNG}}) == (PastedPicture("a", "image/png", PNG),)
    assert attached({"ü b.png": {"image/png": [PNG[:8], PNG[8:]]}}) == (
        PastedPicture("%C3%BC%20b.png", "image/png", PNG),
    )


def test_pictures_have_limits():
    """A large one, too many, and what is none."""
    assert attached({"a": {"image/png": PNG + "A" * LARGEST}}) == ()
    assert len(attached({str(number): {"image/png": PNG} for number in range(MOST + 5)})) == MOST
    for junk in (None, [], {"a": 7}, {"a": {"image/png": None}}, {7: {"image/png": PNG}}):
        assert attached(junk) == ()


def test_a_picture_within_the_text_becomes_an_attachment():
    """As Colab writes them; a text of 200,000 characters would be left out."""
    text = f"![a](data:image/png;base64,{PNG}) and ![b](data:image/svg+xml;base64,{SVG})"
    assert embedded(text) == (
        f"![a](attachment:picture-1) and ![b](data:image/svg+xml;base64,{SVG})",
        (PastedPicture("picture-1", "image/png", PNG),),
    )
    made = pasted(text=text)
    assert made.notebook.cells[WORDS].source.startswith("![a](attachment:picture-1) and !&#91;b]&#40;")


def test_pictures_go_through_the_process_that_reads_large_files():
    """As JSON, and come back the same."""
    paper = extract({"cells": [{"cell_type": "markdown", "source": "x", "attachments": {"a": {"image/png": PNG}}}]})
    assert from_json(to_json(paper)) == paper
    assert paper.cells[0].pictures == (PastedPicture("a", "image/png", PNG),)
