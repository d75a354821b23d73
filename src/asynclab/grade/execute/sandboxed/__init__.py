"""What runs inside the sandbox: the warm process, and its forks, in which a student's code runs. What they say to the
modules above is taken for data. The forks hold no test and no scenario before it is asked for."""
