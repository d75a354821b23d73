"""What an answer's text says of the tasks and calls that it waits for. Pure."""
