"""What is said of a name that there is not."""
