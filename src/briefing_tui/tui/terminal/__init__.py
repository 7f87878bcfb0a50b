"""Between Textual and the terminal: what is sent, what is typed, what the terminal cannot show."""
