"""A brief with its notes becomes Markdown, or an addendum to it; notes become Web Annotations."""
