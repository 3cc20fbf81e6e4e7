"""Which words are taken out of a letter, and where in a row of words they stand again.

What a person marks is taken out where it stands and wherever the letter repeats it. Of a longer passage, the words
that tell who it is (a name, a number) are taken out by themselves too: "Ms. Doe" tells as much as "Jane Doe".
"""

import re
from collections.abc import Sequence

import msgspec

from imr_desk.model.copies import Withheld
from imr_desk.model.letter import LetterText
from imr_desk.model.values import parse_date

_OUTER = re.compile(r"^[\W_]+|(?:['’]s)?[\W_]*$")
_FEWEST = 3  # characters; shorter ones ("No", "42") stand for too much else
_RUN_TOGETHER = 8  # characters; so many are no part of another word by chance


class Sought(msgspec.Struct, frozen=True):
    """The words that must be gone, folded: small letters, no punctuation around them.

    Attributes:
        phrases: passages, each a row of words.
        words: words that may not stand alone either.
    """

    phrases: tuple[tuple[str, ...], ...]
    words: frozenset[str]

    def hits(self, words: Sequence[str]) -> set[int]:
        """Return the indexes of those words of a row, as printed, that belong to what is sought."""
        tokens = [folded(word) for word in words]
        found = {index for index, token in enumerate(tokens) if token in self.words}
        for index in range(len(tokens) - 1):  # a word cut in two at the end of a line
            if words[index].endswith(("-", "\u00ad", "\u2010")) and (tokens[index] + tokens[index + 1] in self.words):
                found |= {index, index + 1}
        named = [(index, token) for index, token in enumerate(tokens) if token]
        for phrase in self.phrases:
            for at in range(len(named) - len(phrase) + 1):
                part = named[at : at + len(phrase)]
                if tuple(token for _, token in part) == phrase:
                    found |= {index for index, _ in part}
        return found

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds what is sought, also where blanks and punctuation were lost."""
        if self.hits(text.split()):
            return True
        solid = _solid(text)
        return any(whole in solid for whole in map(_run_together, self.phrases) if len(whole) >= _RUN_TOGETHER)


def sought(letter: LetterText, withheld: Withheld) -> Sought:
    """Return what must be gone: the passages, and their words that tell who or what it is.

    A word of a passage tells by itself when it holds a digit or begins with a capital, has three characters or more,
    and the letter prints it nowhere in small letters, as it does everyday words that begin a sentence.
    """
    marked = [(span.page, words) for span in withheld.spans if (words := letter.words_of(span))]
    texts = [letter.page(page).text[words[0].start : words[-1].end] for page, words in marked]
    texts += withheld.words
    rows = [text.split() for text in texts]
    everyday = {word for page in letter.pages for word in map(_bare, page.text.split()) if word.islower()}
    phrases = {row for row in (tuple(filter(None, map(folded, words))) for words in rows) if row}
    telling = {folded(word) for words in rows for word in words if _tells(_bare(word), everyday)}
    return Sought(tuple(sorted(phrases)), frozenset(telling | {row[0] for row in phrases if len(row) == 1}))


def folded(word: str) -> str:
    """Return a printed word without what surrounds it, in small letters; a date alike in all ways of writing it."""
    bare = _bare(word)
    return (parse_date(bare) if bare[:1].isdigit() else None) or bare.casefold()


def _bare(word: str) -> str:
    return _OUTER.sub("", word)


def _tells(bare: str, everyday: set[str]) -> bool:
    if len(bare) < _FEWEST or bare.casefold() in everyday:
        return False
    return bare[0].isupper() or any(character.isdigit() for character in bare)


def _run_together(phrase: tuple[str, ...]) -> str:
    """Return a phrase without blanks, unless it may stand in another by chance, as a date or a single word may."""
    whole = _solid("".join(phrase))
    return "" if len(phrase) == 1 and (whole.isalpha() or whole.isdigit()) else whole


def _solid(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
