"""Readouts become cards, matches and gaps. Pure: text in, model out; no disk, no clock, no terminal.

The words are data under ``lexicon/``. ``compare.compare`` is the way in.
"""
