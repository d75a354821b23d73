"""What came of it: a class's work, told to its instructor, and a student's own, told to the student."""

from asynclab.report.progress import Progress as Progress
from asynclab.report.progress import progress as progress
