"""What Linux itself offers to shut a process in: Landlock, seccomp, and the calls that Python has no function for."""
