"""What the desktop does with a file of the user's: open it, show it in its folder. Nothing is changed."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication


def open_file(path: Path) -> bool:
    """Open *path* with the program that the user has for it; say whether one took it."""
    return path.exists() and QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))


def reveal(path: Path) -> bool:
    """Show *path* in its folder, marked where the system can; say whether a folder was shown."""
    if not path.exists():
        return path.parent.is_dir() and open_file(path.parent)
    if sys.platform == "win32":
        # Explorer reads its own command line: one argument with the comma, quoted as a whole.
        subprocess.Popen(f'explorer /select,"{path}"')  # noqa: S603  # a path that exists, no shell
        return True
    if sys.platform == "darwin":
        subprocess.run(["/usr/bin/open", "-R", path], check=False)  # noqa: S603  # no shell
        return True
    return _reveal_by_file_manager(path) or open_file(path.parent)


def copy(text: str) -> None:
    """Put *text* on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def _reveal_by_file_manager(path: Path) -> bool:
    """Ask the file manager of a Linux desktop, by the interface that they share."""
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage  # noqa: PLC0415  # only here

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    name = "org.freedesktop.FileManager1"
    manager = QDBusInterface(name, "/org/freedesktop/FileManager1", name, bus)
    if not manager.isValid():
        return False
    uri = QUrl.fromLocalFile(os.fspath(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    answer = manager.call("ShowItems", [uri], "")
    return answer.type() != QDBusMessage.MessageType.ErrorMessage
