"""What was typed and not sent: kept for each case, place and question until it is sent or discarded."""

import msgspec

from imr_desk.ui.session import Place


class Draft(msgspec.Struct, frozen=True):
    """Words that wait to be sent.

    Attributes:
        text: what was typed.
        to: who is to answer; empty for whoever works the case.
    """

    text: str = ""
    to: str = ""


class PlaceDrafts:
    """The drafts at one place of one case, by the identity of the question they answer; empty for a new one."""

    def __init__(self) -> None:
        self._kept: dict[str, Draft] = {}

    def of(self, question: str) -> Draft:
        """Return what was typed there."""
        return self._kept.get(question, Draft())

    def keep(self, question: str, draft: Draft) -> None:
        """Keep what is typed; without words it is forgotten."""
        if draft.text.strip():
            self._kept[question] = draft
        else:
            self._kept.pop(question, None)

    def rescue(self, still_open: frozenset[str]) -> None:
        """Keep what was typed to a question that was closed or taken back meanwhile as a new question."""
        for question in [each for each in self._kept if each and each not in still_open]:
            stray, new = self._kept.pop(question), self.of("")
            self.keep("", Draft("\n".join(part for part in (new.text, stray.text) if part), new.to))

    @property
    def words(self) -> str:
        """What was typed here last; empty when everything was sent."""
        return next((draft.text for draft in reversed(self._kept.values())), "")

    @property
    def number(self) -> int:
        """How many wait."""
        return len(self._kept)


class Drafts:
    """All drafts of this window. They live in memory alone: unsent words are nobody else's to read."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, Place], PlaceDrafts] = {}

    def at(self, person: str, case_id: int, place: Place) -> PlaceDrafts:
        """Return what a person typed at a place of a case."""
        return self._kept.setdefault((person, case_id, place), PlaceDrafts())

    def places(self, person: str, case_id: int) -> tuple[Place, ...]:
        """Return the places of a case where something of a person waits to be sent."""
        mine = ((place, kept) for (who, case, place), kept in self._kept.items() if (who, case) == (person, case_id))
        return tuple(place for place, kept in mine if kept.words)

    def number(self, person: str) -> int:
        """Return how many drafts of a person wait, in all cases."""
        return sum(kept.number for (who, _case, _place), kept in self._kept.items() if who == person)
