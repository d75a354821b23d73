"""What holds student code, and what it cannot do."""
