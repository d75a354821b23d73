"""The sentences of tasks, and of what is awaited."""
