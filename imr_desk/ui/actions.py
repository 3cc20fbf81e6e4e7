"""Every act of the program, once: its name, menu, keys and icon. Menus, keys and the key sheet follow this table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from imr_desk.model.history import History
from imr_desk.ui.case_acts import CASE_ACTS


class ActionSpec(msgspec.Struct, frozen=True):
    """One act.

    Attributes:
        id: what the window calls it.
        text: what the menu calls it, with its access key.
        menu: the menu it stands in.
        keys: its keys, the first one shown; a key without Ctrl, Alt or F works only outside of text.
        icon: name of its icon, if it has one.
        case: whether it needs an open case.
        rule: whether a rule stands above it in the menu.
        checkable: whether it switches something on and off.
        submenu: the menu within the menu that it stands in, if there is one.
        idle: why it may be off while a case is open.
        record: whether it shows or changes the record, which is hidden from whoever reads a case a second time.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    case: bool = True
    rule: bool = False
    checkable: bool = False
    submenu: str = ""
    idle: str = ""
    record: bool = False

    @property
    def words(self) -> str:
        """What the act is called, without access key and dots."""
        return plain(self.text)


def plain(text: str) -> str:
    """Return the text of a menu without access key and dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


RECENT, RECENT_MENU = 10, "Open &recent"
"""How many recent cases the menu offers, and what it is called."""

_A = ActionSpec
_SELECTED = "needs cases selected in the queue (F7)"

ACTIONS: tuple[ActionSpec, ...] = (
    _A("open", "&Open letters…", "File", ("Ctrl+O",), "open", case=False),
    _A("import_folder", "&Import a folder…", "File", ("Ctrl+Shift+O",), "open-folder", case=False),
    _A("watch_folder", "&Watch a folder…", "File", (), case=False, checkable=True),
    *(
        _A(f"recent_{n}", f"Recent case {n}", "File", (), case=False, submenu=RECENT_MENU)
        for n in range(1, RECENT + 1)
    ),
    _A("clear_recent", "&Clear the list", "File", (), case=False, rule=True, submenu=RECENT_MENU),
    _A("hand_out", "&Hand out papers…", "File", ("Ctrl+E",), "export", rule=True, record=True),
    _A("export_marked", "The letter with hi&ghlights…", "File", (), record=True),
    _A("export_redacted", "A re&dacted letter…", "File", (), record=True),
    _A("print", "&Print the letter…", "File", ("Ctrl+P",)),
    _A("back_up", "&Back up the case log…", "File", (), case=False, rule=True),
    _A("backups", "Bac&kups…", "File", (), case=False),
    _A("plain_copy", "Write a plain cop&y for other programs…", "File", (), case=False),
    _A("lock", "Loc&k", "File", ("Ctrl+Alt+L",), "locked", case=False, rule=True),
    _A("people", "Peop&le…", "File", (), "person", case=False, rule=True),
    _A("switch_person", "S&witch person…", "File", (), case=False),
    _A("time_out", "Cases left l&ying…", "File", (), case=False),
    _A("log_history", "His&tory of the log…", "File", (), case=False),
    _A("quit", "&Quit", "File", ("Ctrl+Q",), case=False, rule=True),
    _A("undo", "&Undo", "Edit", ("Ctrl+Z",), "undo", idle="nothing to undo"),
    _A("redo", "&Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", idle="nothing to redo"),
    _A("copy", "&Copy from the letter", "Edit", ("Ctrl+Shift+C",), rule=True),
    _A("copy_citation", "Copy with c&itation", "Edit", ("Ctrl+Alt+C",)),
    _A("fill", "&Fill the field from the letter", "Edit", ("Ctrl+L",), "fill", rule=True),
    _A("mark_missing", "Mark &not in the letter", "Edit", ("Ctrl+M",)),
    _A("mark_unreadable", "Mark un&readable", "Edit", ("Ctrl+Shift+U",)),
    _A("mark_not_applicable", "Mark not &applicable", "Edit", ("Ctrl+Shift+N",)),
    _A("mark_unsure", "Mark not &sure…", "Edit", ("Ctrl+Shift+S",)),
    _A("find", "&Find in the letter…", "Edit", ("Ctrl+F",), "find", rule=True),
    _A("find_next", "Find ne&xt", "Edit", ("F3",)),
    _A("find_previous", "Find pre&vious", "Edit", ("Shift+F3",)),
    _A("settings", "Settin&gs…", "Edit", ("Ctrl+,",), case=False, rule=True),
    _A("zoom_in", "Zoom &in", "View", ("Ctrl++", "Ctrl+="), case=False),
    _A("zoom_out", "Zoom &out", "View", ("Ctrl+-",), case=False),
    _A("fit_width", "Fit &width", "View", ("Ctrl+0",), case=False),
    _A("fit_page", "Fit &page", "View", ("Ctrl+8",), case=False),
    _A("rotate", "&Rotate the page", "View", ("Ctrl+R",)),
    _A("text_view", "&Text view", "View", ("Ctrl+T",)),
    _A("thumbnails", "S&mall pages", "View", ("F4",)),
    _A("freeze", "Free&ze the letter", "View", ("Ctrl+Shift+F",)),
    _A("page_theme", "Page: light, dimmed, in&verted", "View", ("Ctrl+Shift+I",), case=False),
    _A("theme", "&Dark theme", "View", ("Ctrl+Shift+D",), "theme", case=False, rule=True, checkable=True),
    _A("larger_text", "&Larger text", "View", ("Ctrl+Shift++", "Ctrl+Shift+="), case=False),
    _A("smaller_text", "&Smaller text", "View", ("Ctrl+Shift+-",), case=False),
    _A("queue_page", "&Work queue", "View", ("F7",), "queue", case=False, rule=True, checkable=True),
    _A("dashboard", "Dash&board", "View", ("F12",), "dashboard", case=False, checkable=True),
    _A("agreement", "&Agreement of readers", "View", ("Shift+F12",), "second-look", case=False, checkable=True),
    _A("queue", "&Queue beside the letter", "View", ("F9",), case=False, checkable=True),
    _A("second_window", "Letter in a second windo&w", "View", ("Ctrl+Shift+L",), case=False, checkable=True),
    _A("reset_layout", "Rese&t the layout", "View", (), case=False),
    _A("next_wanting", "Next that &wants a look", "Go", ("F8",)),
    _A("previous_wanting", "Pre&vious that wants a look", "Go", ("Shift+F8",)),
    _A("next_page", "Next &page of the letter", "Go", ("Ctrl+PgDown",), rule=True),
    _A("previous_page", "Pre&vious page of the letter", "Go", ("Ctrl+PgUp",)),
    _A("go_to_page", "&Go to page…", "Go", ("Ctrl+G",)),
    _A("next_panel", "Next p&anel", "Go", ("F6",), case=False, rule=True),
    _A("previous_panel", "Previous pan&el", "Go", ("Shift+F6",), case=False),
    _A("next_case", "Next &case", "Go", ("Ctrl+Down", "Alt+Right"), case=False, rule=True),
    _A("previous_case", "Back to the last &case", "Go", ("Ctrl+Up", "Alt+Left"), case=False),
    _A("finish", "&Finish and next case", "Case", ("Ctrl+Return", "Ctrl+Enter"), "finish"),
    _A("reopen", "&Reopen the review", "Case", (), idle="the review is not finished", record=True),
    _A("duties", "What must be &done, by when", "Case", ("Ctrl+D",), "due", case=False, rule=True, record=True),
    _A("annotate", "Annotate the &letter", "Case", ("Ctrl+J",), "label", checkable=True),
    _A("labels", "Table of la&bels…", "Case", (), case=False),
    _A(
        "give_back_second",
        "Give the second reading back…",
        "Case",
        (),
        "give-back",
        idle="no second reading is on the desk",
    ),
    _A(
        "settle_differences",
        "Settle the &differences",
        "Case",
        ("Ctrl+Alt+D",),
        "second-look",
        checkable=True,
        record=True,
    ),
    _A("take_over", "Take the case &over", "Case", (), "take", idle="nobody else works on it", record=True),
    _A("second_send", "&Send to a second reading…", "Case", (), "duplicate", rule=True, record=True),
    _A("second_call_off", "&Call the second reading off", "Case", (), record=True),
    _A("second_rule", "Second readin&gs…", "Case", (), case=False),
    _A("rules", "Deadline r&ules…", "Case", (), case=False, rule=True),
    _A("note", "&Note on the case…", "Case", ("Ctrl+Shift+M",)),
    _A("ask_question", "As&k about this…", "Case", ("F5",), "question"),
    _A("questions", "&Questions about the case", "Case", ("Shift+F5",)),
    _A("send_back", "Sen&d back with a question…", "Case", ()),
    _A("read_again", "Read the &letter again", "Case", (), "retry", rule=True, record=True),
    _A("history", "&History of the case…", "Case", ("Ctrl+H",), "history", rule=True, record=True),
    _A("field_history", "History of the &field…", "Case", ("Ctrl+Shift+H",), record=True),
    _A("unread", "Files that could not be &read", "Go", (), "unread", case=False),
    _A("overturn", "&Overturned: treatment approved", "Item", ("O", "Ctrl+Alt+O"), "overturned"),
    _A("uphold", "&Upheld: treatment stays denied", "Item", ("U", "Ctrl+Alt+U"), "upheld"),
    _A("take_excerpt", "Take selection as &excerpt", "Item", ("E", "Ctrl+Alt+E"), "quote"),
    _A("add_item", "&Add an item", "Item", ("Ctrl+Shift+A",), "add", rule=True),
    _A("duplicate_item", "&Duplicate the item", "Item", ()),
    _A("split_item", "&Split the item…", "Item", ()),
    _A("merge_item", "&Merge into the item above", "Item", ()),
    _A("move_item_up", "Move the item &up", "Item", ("Ctrl+Shift+Up",)),
    _A("move_item_down", "Move the item do&wn", "Item", ("Ctrl+Shift+Down",)),
    _A("remove_item", "De&lete the item", "Item", ("Ctrl+Shift+Backspace",), "delete"),
    *(_A(f"item_{n}", f"Item &{n}", "Item", (str(n), f"Alt+{n}"), rule=n == 1) for n in range(1, 10)),
    *(_A(f"reading_{n}", f"Take reading &{n}", "Edit", (f"Ctrl+{n}",), rule=n == 1) for n in range(1, 7)),
    *(_A(act.id, act.text, "Queue", act.keys, act.icon, False, act.rule, idle=_SELECTED) for act in CASE_ACTS),
    _A("keys", "&Keys", "Help", ("F1", "?"), case=False),
    _A("commands", "&Commands…", "Help", ("Ctrl+Shift+P",), "commands", case=False),
    _A("samples", "Open the &sample letters", "Help", (), case=False, rule=True),
    _A("protection", "What is &protected", "Help", (), case=False, rule=True),
    _A("report", "Problem &report…", "Help", (), case=False),
    _A("about", "&About imr_desk", "Help", (), case=False),
)

KEEPING = ("backups", "plain_copy", "lock", "protection")
"""Acts on the log as a whole, which may have to be closed for them."""

MENUS: tuple[str, ...] = ("File", "Edit", "View", "Go", "Queue", "Case", "Item", "Help")

_ROLES: Mapping[str, QAction.MenuRole] = MappingProxyType(
    {
        "quit": QAction.MenuRole.QuitRole,
        "about": QAction.MenuRole.AboutRole,
        "settings": QAction.MenuRole.PreferencesRole,
    }
)
"""Acts that macOS puts in the menu of the program."""


class ActionSet:
    """The acts of one window as ``QAction``s.

    Args:
        window: owns them; their keys work in it.
        does: what each act does, by id; every act of the table must have its own.
    """

    def __init__(self, window: QWidget, does: Mapping[str, Callable[[], object]]) -> None:
        self._actions: dict[str, QAction] = {}
        self._submenus: dict[str, QMenu] = {}
        self._case_open = self._blind = False
        for spec in ACTIONS:
            action = QAction(spec.text, window)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setMenuRole(_ROLES.get(spec.id, QAction.MenuRole.NoRole))
            action.triggered.connect(_without_state(does[spec.id]))
            window.addAction(action)
            self._actions[spec.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        """Return an act."""
        return self._actions[action_id]

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        menus = {name: bar.addMenu(f"&{name}") for name in MENUS}
        for spec in ACTIONS:
            menu = menus[spec.menu]
            if spec.submenu:
                if spec.submenu not in self._submenus:
                    self._submenus[spec.submenu] = menu.addMenu(spec.submenu)
                menu = self._submenus[spec.submenu]
            if spec.rule:
                menu.addSeparator()
            menu.addAction(self._actions[spec.id])

    def submenu(self, name: str) -> QMenu:
        """Return a menu within a menu, once the menus are built."""
        return self._submenus[name]

    def show_icons(self, icon_of: Callable[[str], QIcon]) -> None:
        """Give the acts their icons."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.id].setIcon(icon_of(spec.icon))

    def why_off(self, spec: ActionSpec) -> str:
        """Return why an act cannot be done now, in a few words; empty when it can."""
        if self._actions[spec.id].isEnabled():
            return ""
        if spec.case and not self._case_open:
            return "needs an open case"
        return "hidden until your second reading is finished" if spec.record and self._blind else spec.idle

    def show_turns(self, history: History, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would do, and offer reopening a finished review.

        Args:
            history: what was done to the review.
            undo: what undo does; ``None`` for nothing that the person at the desk did.
            redo: what redo does; ``None`` as above.
        """
        for name, label, steps in (("undo", undo, history.past), ("redo", redo, history.future)):
            words = name.capitalize()
            self._actions[name].setText(f"&{words} {label}" if label else f"&{words}")
            # The step of a colleague leaves the key on: pressing it tells whose the step is.
            self._actions[name].setEnabled(label is not None or bool(steps))
        self._actions["reopen"].setEnabled(history.review.finished is not None and not self._blind)

    def set_case_open(self, is_open: bool, *, blind: bool = False) -> None:
        """Switch the acts that need a case on or off; those on the record are off while somebody reads it blind."""
        self._case_open, self._blind = is_open, is_open and blind
        for spec in ACTIONS:
            if spec.case or spec.record:
                self._actions[spec.id].setEnabled((is_open or not spec.case) and not (spec.record and self._blind))
        self._actions["give_back_second"].setEnabled(self._blind)


def _without_state(do: Callable[[], object]) -> Callable[[], None]:
    """Return a slot that leaves out the checked state which Qt would pass on."""

    def slot(*_checked: object) -> None:
        do()

    return slot
