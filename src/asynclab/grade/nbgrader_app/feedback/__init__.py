"""Feedback: what a student reads of a graded notebook, in the steps of nbgrader's `generate_feedback`, as a page."""

from asynclab.grade.nbgrader_app.feedback.hide_tests import HideTests as HideTests
