"""Widgets that draw lines themselves, so that a key repaints only what changed."""
