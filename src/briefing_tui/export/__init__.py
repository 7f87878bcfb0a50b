"""A brief with its notes becomes Markdown."""
