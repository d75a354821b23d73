"""Tests as an answer: a student's own, and the implementations that they are run on."""
