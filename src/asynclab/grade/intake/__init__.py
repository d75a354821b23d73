"""Stage 1, clean: an untrusted file becomes the released chapter with a student's answers in it."""
