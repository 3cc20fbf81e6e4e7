"""For whom a paper is and what for, from the words of a command line."""

from imr_desk.model.errors import ExportError
from imr_desk.services.disclosure import Disclosure
from imr_desk.services.paper_facts import PaperFacts
from imr_desk.services.recipients import RECIPIENTS, Recipient

NOBODY_NAMED = "nobody named (command line)"
"""What the log says where the command line named no recipient."""

KNOWN = ", ".join(each.name for each in RECIPIENTS)
"""Names of the classes of recipients."""


def disclosure_of(whom: str, purpose: str, reason: str, facts: PaperFacts) -> Disclosure:
    """Return what the log is to keep with a paper.

    Args:
        whom: the name of a class of recipients, and who that is behind a colon where it matters; empty for nobody.
        purpose: what for.
        reason: why a paper that holds more than they may have is given all the same.
        facts: of the paper.

    Raises:
        ExportError: something is missing, or they may not have all that the paper holds.
    """
    if not whom.strip():
        if reason:
            raise ExportError("A --reason tells why somebody is given more than they need. Say whom with --for.")
        return Disclosure(NOBODY_NAMED, purpose)
    name, _, who = (part.strip() for part in whom.partition(":"))
    recipient = next((each for each in RECIPIENTS if each.name == name.casefold()), None)
    if recipient is None:
        raise ExportError(
            f"Nobody is called {name!r} here. Say for whom with one of: {KNOWN}; who that is may follow a colon, as "
            "in --for “counsel: Lee and Park”."
        )
    if recipient.named and not who:
        raise ExportError(f"Say who gets the paper behind a colon, as in --for “{name}: the records office”.")
    if not purpose.strip():
        raise ExportError("Say what the paper is for with --purpose: the history of the case keeps it.")
    return Disclosure(recipient.words(who), purpose, _weighed(recipient, facts, reason))


def _weighed(recipient: Recipient, facts: PaperFacts, reason: str) -> str:
    """Return the reason, where one is needed."""
    warning = recipient.warning(facts)
    if not warning:
        return ""
    if not reason.strip():
        raise ExportError(
            f"{warning} Choose --paper {recipient.suggested[0]}, or say with --reason why it is needed all the same."
        )
    return reason
