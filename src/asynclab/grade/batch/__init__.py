"""The four stages for a whole class: prepare, execute, judge, publish."""
