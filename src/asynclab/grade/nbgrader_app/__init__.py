"""What nbgrader sees of this engine: its converter with options, its verbs, its preprocessors."""
