"""What `nbgrader export` writes for a learning platform: a file that the platform's own import reads."""
