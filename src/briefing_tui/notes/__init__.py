"""The analyst's notes on disk: one Markdown file a note. ``store.NoteStore`` keeps, ``saver.Saver`` saves."""
