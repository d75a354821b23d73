"""The proof of a chapter: right answers keep their points, wrong answers lose exactly what they declare."""
