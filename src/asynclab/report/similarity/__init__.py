"""Whose answers are alike: a hint to a person who grades. It is in no grade, and no student reads it."""
