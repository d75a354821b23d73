"""The course for nbgrader: `nbgrader VERB` works from this folder, as in any nbgrader course."""

from asynclab.nbgrader import configure_course

c = get_config()  # nbgrader's settings; `nbgrader VERB --help-all` lists what can be set

# Everything that follows from where this file lies: nbgrader's folders, gradebook.db and build/exchange beside it; the
# student edition, the grading engine and the feedback. What is set below this line counts.
configure_course(c, __file__)

# What students name: nbgrader fetch_assignment 01-side-by-side --course my-course. The exchange and the gradebook are
# kept by it, so do not change it once the course has begun.
c.CourseDirectory.course_id = "my-course"

# Where chapters are handed out and in: a folder that students can read and write. Without this line: build/exchange.
# c.Exchange.root = "/srv/nbgrader/exchange"

# How many submissions are graded at a time. Without this line: one a core.
# c.Autograde.workers = 8
