"""The run as a file that other tools open. Pure: text comes out, and `Run` writes it."""
