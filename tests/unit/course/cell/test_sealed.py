"""What travels beside the notebook opens with the right words only, and is the same whenever it is made."""

import json

import pytest

from asynclab.course import NoSealedFile
from asynclab.course.cell import sealed
from asynclab.course.cell.sealed import Explanation, Sealed, SealedChoice, SealedQuestion, SealedTask

WHY = Explanation(True, "The slowest one sets the time; „et voilà“.")


def a_file():
    """One task, one question of two choices."""
    solution = sealed.seal_solution("01-mini", "ask", ("ask-time",), "async def ask(): ...\n\n# the end")
    choices = tuple(
        SealedChoice(letter, sealed.seal_explanation("01-mini", "answer_1", letter, why))
        for letter, why in (("a", Explanation(False, "That is the sum.")), ("b", WHY))
    )
    task = SealedTask("ask", "Task 1. Ask", ("ask-time",), "When does it hear you?", solution, (2.0,), "...")
    return Sealed("01-mini", (task,), (SealedQuestion("answer_1", choices, "answer_1-check", 1.0),))


def test_a_file_survives_json():
    """Text and back is equal."""
    assert sealed.from_json(sealed.to_json(a_file())) == a_file()


def test_sealing_is_the_same_whenever_it_is_done():
    """No nonce, no date: two builds give the same bytes."""
    assert sealed.to_json(a_file()) == sealed.to_json(a_file())


def test_an_explanation_opens_with_its_choice():
    """Umlauts and quotes included."""
    assert sealed.open_explanation(a_file(), "answer_1", "b") == WHY
    assert sealed.open_explanation(a_file(), "answer_1", "a") == Explanation(False, "That is the sum.")


def test_a_choice_that_is_none_has_no_explanation():
    """Nothing opens, and nothing breaks."""
    assert sealed.open_explanation(a_file(), "answer_1", "e") is None
    assert sealed.open_explanation(a_file(), "answer_9", "a") is None


def test_a_solution_opens_as_it_was_sealed():
    """To the last line, without padding."""
    file = a_file()
    assert sealed.open_solution(file, file.tasks[0]) == "async def ask(): ...\n\n# the end"


def test_nothing_sealed_can_be_read_and_nothing_tells_the_right_choice():
    """Neither words nor lengths in the file say which choice is right."""
    text = sealed.to_json(a_file())
    assert "slowest" not in text
    assert "true" not in text
    assert "async def" not in text
    lengths = {len(choice.explanation) for choice in a_file().questions[0].choices}
    assert len(lengths) == 1


@pytest.mark.parametrize("change", [lambda token: "A" + token[1:], lambda token: "", lambda token: "not base64!"])
def test_a_changed_explanation_does_not_open(change):
    """Sealing is authenticated: a swapped text is an error, and never another explanation."""
    data = json.loads(sealed.to_json(a_file()))
    choice = data["questions"][0]["choices"][0]
    choice["explanation"] = change(choice["explanation"])
    with pytest.raises(NoSealedFile, match="changed"):
        sealed.open_explanation(sealed.from_json(json.dumps(data)), "answer_1", "a")


def test_a_choice_does_not_open_with_another_ones_explanation():
    """Copying a text from one choice to another is a change too."""
    data = json.loads(sealed.to_json(a_file()))
    first, second = data["questions"][0]["choices"]
    first["explanation"] = second["explanation"]
    with pytest.raises(NoSealedFile):
        sealed.open_explanation(sealed.from_json(json.dumps(data)), "answer_1", "a")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "chapter": "x", "tasks": [{}]}'])
def test_a_file_that_is_none_is_refused_in_a_sentence(text):
    """The message says what to do."""
    with pytest.raises(NoSealedFile, match="Fetch the chapter's folder again"):
        sealed.from_json(text)


def test_a_missing_file_is_told_in_a_sentence(tmp_path):
    """And for a quiz it only means that there is no explanation."""
    with pytest.raises(NoSealedFile, match=r"There is no sealed\.json"):
        sealed.read(tmp_path)
    assert sealed.explanation(tmp_path, "answer_1", "a") is None
