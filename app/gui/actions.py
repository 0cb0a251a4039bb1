"""Everything that can be done in the window, each with its name, icon and keys, in one place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.gui.icons import icon


class Actions(QObject):
    """Made once; the window connects them, menus and buttons show them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        keys = QKeySequence
        say = self._say
        self.add_folder = self._make(say("Add a folder …"), "plus", keys("Ctrl+Shift+O"))
        self.settings = self._make(say("Settings …"), "settings", keys("Ctrl+,"))
        self.quit = self._make(say("Quit"), "", keys(keys.StandardKey.Quit))
        self.find = self._make(say("Search"), "search", keys("Ctrl+F"), keys("Ctrl+K"))
        self.clear = self._make(say("Clear search and filters"), "clear", keys("Ctrl+L"))
        self.recent = self._make(say("Recent searches"), "clock", keys("Alt+Down"))
        self.save_search = self._make(say("Save this search …"), "star", keys("Ctrl+D"))
        self.saved_searches = self._make(say("Rename or remove …"), "", keys("Ctrl+Shift+D"))
        self.erase_history = self._make(say("Erase the history of searches …"), "", keys("Ctrl+Shift+Del"))
        self.quality = self._make(say("How good is the search here? …"), "", keys("Ctrl+Shift+M"))
        self.saved_menu = QMenu(say("Sa&ved searches"), window)
        self.saved_menu.setObjectName("savedMenu")
        self.saved_menu.addAction(self.saved_searches)
        self.look_again = self._make(say("Look for changes now"), "", keys("F5"))
        self.pause = self._make(say("Pause indexing"), "pause", keys("Ctrl+Shift+P"), checkable=True)
        self.go_on = self._make(say("Go on now"), "", keys("Ctrl+Shift+G"))
        self.go_on.setEnabled(False)
        self.unread = self._make(say("Files that could not be read …"), "warning", keys("Ctrl+Shift+U"))
        self.explain = self._make(say("Why is a file not found? …"), "", keys("Ctrl+Shift+F"))
        self.show_aspects = self._make(say("Filters"), "", keys("Ctrl+B"), checkable=True)
        self.show_preview = self._make(say("Preview"), "", keys("Ctrl+Shift+B"), checkable=True)
        self.open = self._make(say("Open"), "open", keys("Ctrl+O"))
        self.reveal = self._make(say("Show in folder"), "reveal", keys("Ctrl+Return"))
        self.copy_path = self._make(say("Copy path"), "copy", keys("Ctrl+Shift+C"))
        self.try_again = self._make(say("Try again"), "", keys("Ctrl+R"))
        self.similar = self._make(say("Find similar"), "similar", keys("Ctrl+J"))
        self.why = self._make(say("Why this hit"), "why", keys("Ctrl+I"))
        self.on_hit = [self.open, self.reveal, self.copy_path, self.similar, self.why]
        """What needs a hit."""
        self.enable_on_hit(enabled=False)

    def enable_on_hit(self, *, enabled: bool) -> None:
        """There is a hit to act on, or none."""
        for action in self.on_hit:
            action.setEnabled(enabled)

    def show_paused(self, *, paused: bool) -> None:
        """Let the pause action say what it does next."""
        self.pause.setChecked(paused)
        self.pause.setData("play" if paused else "pause")
        self.pause.setIcon(icon(self.pause.data()))
        self.pause.setText(self._say("Go on indexing") if paused else self._say("Pause indexing"))
        self.pause.setToolTip(self.pause.text())

    def show_saved(self, names: Sequence[str], shown: Callable[[str], str]) -> None:
        """List the saved searches in their menu; *shown* makes a name fit to be seen."""
        self.saved_menu.clear()
        for name in names:
            self.saved_menu.addAction(shown(name).replace("&", "&&")).setData(name)
        if names:
            self.saved_menu.addSeparator()
        self.saved_menu.addAction(self.saved_searches)

    def refresh_icons(self) -> None:
        """Draw the icons in the colours as they are now; before the first time there are none."""
        for action in self._window.actions():
            if name := action.data():
                action.setIcon(icon(name))

    def fill(self, bar: QMenuBar) -> None:
        """Lay the actions out in menus."""
        file = bar.addMenu(self._say("&File"))
        file.addActions([self.add_folder, self.settings])
        file.addSeparator()
        file.addAction(self.quit)
        search = bar.addMenu(self._say("&Search"))
        search.addActions([self.find, self.clear])
        search.addSeparator()
        search.addActions([self.recent, self.save_search])
        search.addMenu(self.saved_menu)
        search.addAction(self.erase_history)
        search.addSeparator()
        search.addActions(self.on_hit)
        library = bar.addMenu(self._say("&Library"))
        library.addActions([self.pause, self.go_on, self.look_again])
        library.addSeparator()
        library.addActions([self.unread, self.explain, self.quality])
        view = bar.addMenu(self._say("&View"))
        view.addActions([self.show_aspects, self.show_preview])

    def _make(self, text: str, icon_name: str, *keys: QKeySequence, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        action.setShortcuts(list(keys))
        action.setData(icon_name)
        shortcut = keys[0].toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text.rstrip(' …')} ({shortcut})")
        self._window.addAction(action)
        return action

    @staticmethod
    def _say(text: str) -> str:
        return QCoreApplication.translate("Actions", text)
