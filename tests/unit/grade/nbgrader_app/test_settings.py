"""What a course's configuration names and is not there is told in a sentence, before anything is graded."""

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from traitlets.config import Config

from asynclab.grade.course_config import directory
from asynclab.grade.errors import BadSetting, configured
from asynclab.grade.nbgrader_app.autograde import Autograde
from asynclab.grade.single.no_gradebook import StepsAlone


def prepared(folder, **settings):
    """What a batch takes from a configuration before it grades. settings: as AssignLatePenalties__plugin_class="x"."""
    config = Config()
    config.CourseDirectory.root = str(folder)
    for name, value in settings.items():
        kind, _, trait = name.partition("__")
        setattr(config[kind], trait, value)
    with configured("What c.CourseDirectory or c.Autograde sets"):
        converter = Autograde(coursedir=CourseDirectory(config=config), config=config)
    converter._must_execute()
    converter.limits()
    return StepsAlone(converter, "a").late_policy("a")


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("AssignLatePenalties__plugin_class", "late.Misspelt", "c.AssignLatePenalties.plugin_class"),
        ("AssignLatePenalties__plugin_class", "os.path", "expected a subclass of"),
        ("AssignLatePenalties__plugin_class", 5, "not the int 5"),
        ("AssignLatePenalties__plugin_class", "collections.OrderedDict", "expected a subclass of"),
        ("Autograde__sanitize_preprocessors", ["school.Step"], "school.Step, a step of"),
        ("Autograde__autograde_preprocessors", [7], "7, a step of"),
        ("Autograde__autograde_preprocessors", 5, "expected a list"),
        ("Autograde__pre_convert_hook", "school.hook", "pre_convert_hook names school.hook"),
        ("Autograde__pre_convert_hook", "hook", "pre_convert_hook names hook"),
        ("Autograde__post_convert_hook", 3, "post_convert_hook has to be a function"),
        ("BaseConverter__post_convert_hook", "os.nope", "post_convert_hook names os.nope"),
        ("Autograde__exporter_class", "school.Exporter", "could not be imported"),
        ("Autograde__workers", "two", "expected an int"),
        ("Autograde__sandbox", "box", "'auto', 'bubblewrap'"),
        ("Autograde__permissions", "rw", "expected an int"),
        ("Execute__timeout", "x", "expected an int"),
        ("LimitOutput__max_lines", "many", "LimitOutput, a step of"),
        ("CourseDirectory__db_url", 5, "expected a unicode string"),
    ],
)
def test_what_is_misspelt_missing_or_of_the_wrong_type_is_one_sentence(setting, value, says, tmp_path):
    """What it is, why it cannot be used, and what to do; no address of an object."""
    with pytest.raises(BadSetting) as told:
        prepared(tmp_path, **{setting: value})
    said = str(told.value)
    assert says in said
    assert "Look how it is spelt" in said
    assert "0x" not in said
    assert "\n" not in said


class Failing(LateSubmissionPlugin):
    """A school's rule with a slip in it."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Divide by zero."""
        return score / 0


class Worded(LateSubmissionPlugin):
    """A rule that gives no number."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Give words."""
        return "a lot"


@pytest.mark.parametrize(("plugin", "says"), [(Failing, "ZeroDivisionError"), (Worded, "TypeError")])
def test_a_late_policy_that_fails_is_named(plugin, says, tmp_path):
    """It would with everybody who is late: the batch ends, with what to mend."""
    policy = prepared(tmp_path, AssignLatePenalties__plugin_class=plugin)
    with pytest.raises(BadSetting, match=f"{plugin.__name__}, which c.AssignLatePenalties.plugin_class names.*{says}"):
        policy("ada", 3.0, 60.0)


def test_a_courses_folders_are_told_as_well(tmp_path):
    """Reports and exports read them without a batch."""
    (tmp_path / "nbgrader_config.py").write_text("c.CourseDirectory.source_directory = 5\n")
    with pytest.raises(BadSetting, match=r"c\.CourseDirectory"):
        directory(tmp_path)
