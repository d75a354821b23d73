"""What stands in an answer's text and shows elsewhere when it runs: reducers, configs, names that outlive a call."""
