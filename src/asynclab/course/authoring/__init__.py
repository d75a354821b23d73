"""From a chapter's Markdown to both editions of its notebook, with the rules that a chapter has to keep."""
