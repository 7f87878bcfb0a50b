"""Where things lie and what is in force: paths, themes, what was open last."""
