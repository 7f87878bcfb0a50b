"""briefing-tui: two governments' readouts of one meeting, side by side in the terminal."""

# Written here and not asked of importlib.metadata, which costs 35 ms at start; a test keeps it equal
# to pyproject.toml.
__version__ = "0.1.0"
