"""Asking for a folder, in the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_folder(parent: QWidget) -> Path | None:
    """The folder that the user chose, or None."""
    title = QCoreApplication.translate("folder_dialog", "Choose a folder")
    answer = QFileDialog.getExistingDirectory(parent, title)
    return Path(answer) if answer else None
