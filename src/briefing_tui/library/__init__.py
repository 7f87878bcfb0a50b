"""Briefs on disk: find, open, import, search. ``shelf.Shelf`` is the way in."""
