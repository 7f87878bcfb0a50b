"""The screen. ``app.run`` opens it; nothing to the left of this room knows Textual."""
