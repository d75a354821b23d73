"""One submission by itself, without a course's folder or a gradebook: `asynclab grade`. The stages are the batch's."""
