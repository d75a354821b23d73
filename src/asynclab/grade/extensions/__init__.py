"""Who may hand in later than others: a course's `extensions.toml`, read and checked."""
