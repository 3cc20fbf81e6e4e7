"""The acts on the cases that are selected in the queue: name, keys, icon. The table of all acts takes them over."""

import msgspec


class CaseAct(msgspec.Struct, frozen=True):
    """One act on selected cases.

    Attributes:
        id: what the window calls it.
        text: what menus call it, with its access key.
        short: what its button says.
        keys: its keys; a letter alone works only outside of text.
        icon: name of its icon.
        rule: whether a rule stands above it in a menu.
    """

    id: str
    text: str
    short: str
    keys: tuple[str, ...]
    icon: str
    rule: bool = False


CASE_ACTS: tuple[CaseAct, ...] = (
    CaseAct("case_take", "&Take", "Take", ("T",), "take", rule=True),
    CaseAct("case_give_back", "Give &back", "Give back", ("B",), "give-back"),
    CaseAct("case_assign", "&Assign to…", "Assign", ("A",), "assign"),
    CaseAct("case_hold", "Put on &hold…", "Hold", ("H",), "hold", rule=True),
    CaseAct("case_release", "&Release the hold", "Release", ("R",), "release"),
    CaseAct("case_second_look", "Ask for a &second look…", "Second look", ("S",), "second-look"),
    CaseAct("case_second_look_done", "Second look is &done", "Second look done", ("Shift+S",), "state-confirmed"),
    CaseAct("case_skip", "S&kip with a reason…", "Skip", ("K",), "skip"),
    CaseAct("case_priority", "&Priority…", "Priority", ("P",), "priority", rule=True),
    CaseAct("case_label", "&Label…", "Label", ("L",), "label"),
    CaseAct("case_unlabel", "Take a label o&ff…", "Take label off", ("Shift+L",), "less"),
    CaseAct("case_second_send", "Send to a second readin&g…", "Second reading", ("D",), "duplicate", rule=True),
    CaseAct("case_second_call_off", "&Call the second reading off", "Call second reading off", ("Shift+D",), "close"),
    CaseAct("case_papers", "Hand out &papers…", "Papers", ("Ctrl+Shift+E",), "export", rule=True),
    CaseAct("case_take_over", "Take &over from a colleague", "Take over", ("Shift+T",), "person", rule=True),
)
"""In the order of menus and of the bar over the cases."""
