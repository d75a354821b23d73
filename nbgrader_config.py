"""The course for nbgrader: `nbgrader VERB` works from this folder, as in any nbgrader course.

A copy of this file makes the folder it stands in a course of its own; `asynclab init` makes one with a chapter in it.
"""

from asynclab.nbgrader import configure_course

c = get_config()
configure_course(c, __file__)  # folders, student edition, engine, feedback; what is set below this line counts

c.CourseDirectory.course_id = "asynclab"  # the folder of a clone may have another name
