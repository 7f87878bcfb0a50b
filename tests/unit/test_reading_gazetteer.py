"""Names that can be something else: Xi, and the Security Council of a state."""

from __future__ import annotations

import pytest

from briefing_tui.analysis import features
from briefing_tui.reading.gazetteer import find_people, find_places


def places(text: str) -> set[str]:
    return {h.value for h in find_places(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Putin and Xi talked.", ["Putin", "Xi"]),
        ("Xi’s visit, Xi said.", ["Xi’s", "Xi"]),
        ("the Xi–Biden talks", ["Xi", "Biden"]),
        ("the Xi-Biden talks", ["Xi", "Biden"]),
        ("Xi Jinping was met by President Xi", ["Xi Jinping", "President Xi"]),
        ("as Part XI says, and xi, the letter", []),
        ("the books of Xi Zhongxun and of Xi'an", []),
        ("a stop in Xi’an", []),
    ],
)
def test_bare_xi(text: str, names: list[str]) -> None:
    assert [h.text for h in find_people(text)] == names


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("They spoke of the Security Council.", {"united-nations"}),
        ("A Security Council resolution was drafted.", {"united-nations"}),
        ("Two permanent members of the Security Council met.", {"united-nations"}),
        ("In the UN Security Council, Russia voted.", {"united-nations", "russia"}),
        ("Norway, Security Council members said", {"norway", "united-nations"}),
        ("The Russian Security Council resolution failed.", {"russia", "united-nations"}),
        ("the Secretary of the Security Council came", set()),
        ("Security Council Secretary Orlov came", set()),
        ("the Russian Security Council met", {"russia"}),
        ("the Security Council of the Russian Federation met", {"russia"}),
        ("the Security Council of Iran met", {"iran"}),
        ("Iran’s Supreme National Security Council met", {"iran"}),
        ("Совбез обсудил резолюцию", {"united-nations"}),
        ("Совбез России собрался", {"russia"}),
        ("секретарь Совбеза приехал", set()),
        ("российский Совбез собрался", {"russia"}),
    ],
)
def test_whose_security_council(text: str, there: set[str]) -> None:
    assert places(text) == there


def test_a_states_council_matches_no_council_of_the_un() -> None:
    def ideas(text: str) -> set[str]:
        return set(features.of(text, "en", frozenset(), by_words=False))

    assert "security-councils" in ideas("Security Council Secretary Orlov came.")
    assert not {"united-nations", "un-security-council"} & ideas("Security Council Secretary Orlov came.")
    assert "un-security-council" in ideas("They spoke of the Security Council.")
