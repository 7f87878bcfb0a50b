"""Whose an agreement is where the verb has no subject: what "was agreed by NATO" is not the two sides'.

Method: a word for an agent (by, between, with: ``commitments.toml``) behind the verb and before the next
clause, and who is named behind that. Where it is not the two sides, nor a time or a manner, it is not theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing_tui.analysis.speakers import Cast, Grammar, named
from briefing_tui.reading.terms import Matcher, words

_WITHIN = 5  # words behind the verb in which the agent begins
_FAR = 12  # words in which it is named
_MARKS = ",;:—"


@dataclass(frozen=True, slots=True)
class Agents:
    """The words of a language. The value of an agent: whether one side is enough, for the other is the one
    that tells it (agreed with Turkey). ``clause`` are words at which another clause begins.
    """

    agents: Matcher[bool]
    times: Matcher[None]
    clause: frozenset[str]

    def others(self, text: str, end: int, grammar: Grammar, cast: Cast) -> bool:
        """Whether the words behind ``end`` say that it was not the two sides alone."""
        behind = self._clause(text[end:])
        agent = next(iter(self.agents.find(behind)), None)
        if agent is None or len(words(behind[: agent.start])) > _WITHIN:
            return False
        told = behind[agent.end :].lstrip()
        if not words(told) or told[0].isdigit() or any(h.start == 0 for h in self.times.find(told)):
            return False
        told = told[: words(told)[:_FAR][-1].end]
        if found := named(told, grammar, cast):
            both = "both" in found or {"own", "other"} <= found
            return "third" in found or not (both or (agent.value and found == {"other"}))
        return not agent.value

    def _clause(self, text: str) -> str:
        ends = [w.start for w in words(text) if w.folded in self.clause][:1]
        ends += [at for at in map(text.find, _MARKS) if at >= 0]
        return text[: min(ends, default=len(text))]
