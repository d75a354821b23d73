"""A submission is graded under the name that the gradebook has for its student."""

import pytest

from asynclab.grade.batch.submission import CannotGrade, HandedIn, known_as

COMPOSED, TAKEN_APART = "Zo\u00eb", "Zoe\u0308"


def handed_in(root):
    """A submission in a folder whose name a disk has taken apart."""
    folder = root / "submitted" / TAKEN_APART / "ps1"
    folder.mkdir(parents=True)
    return HandedIn(TAKEN_APART, folder, root / "autograded" / TAKEN_APART / "ps1", ("ps1",))


def test_a_folder_s_name_in_another_form_is_the_same_student(tmp_path):
    """What is read stays where it is, and what is written goes where the gradebook's name is looked for."""
    found = handed_in(tmp_path)
    known = known_as(found, COMPOSED)
    place = tmp_path / "autograded" / COMPOSED / "ps1"
    assert known == HandedIn(COMPOSED, found.folder, place, ("ps1",))


def test_two_folders_of_one_student_are_for_a_person(tmp_path):
    """Which of them counts, nobody else knows."""
    found = handed_in(tmp_path)
    (tmp_path / "submitted" / COMPOSED / "ps1").mkdir(parents=True)
    with pytest.raises(CannotGrade, match="would make a second student of one"):
        known_as(found, COMPOSED)
