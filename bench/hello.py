"""The floor that the bench measures against: as little as a Textual program can be.

It says hello, and for each key the name of the key.
"""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello world")

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(f"Hello {event.key}")


if __name__ == "__main__":
    Hello().run()
