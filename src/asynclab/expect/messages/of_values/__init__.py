"""What is said of a value that is not the one that is due."""
