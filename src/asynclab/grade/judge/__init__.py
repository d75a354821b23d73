"""The judge: holds the graded cells, gets runs, decides."""
