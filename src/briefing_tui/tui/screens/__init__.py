"""Screens, one a file: library, brief, notes, help, why."""
