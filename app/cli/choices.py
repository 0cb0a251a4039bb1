"""The user's settings on the command line: shown, and changed one at a time."""

import sys
from dataclasses import asdict

from app import settings as settings_file
from app.domain.errors import WrongUse
from app.library.library import Library
from app.library.recognition import what_is_missing


def choose(library: Library, name: str | None, value: str | None) -> dict[str, object]:
    """The setting of this *name*, changed where there is a *value*; all settings without a name.

    Raises:
        WrongUse: there is no such setting, or the value is none for it.
        LibraryUnusable: the settings cannot be written.
    """
    try:
        if name is not None and value is not None:
            library.settings = settings_file.changed(library.settings, name, value)
            settings_file.save(library.settings, library.places.settings)
        known = asdict(library.settings)
        shown = known if name is None else {name: known[name]}
    except ValueError as error:
        raise WrongUse(f"This cannot be: {error}.") from error
    except KeyError as error:
        raise WrongUse(f"There is no setting {name}. See: clew settings") from error
    if not library.settings.keep_history and (count := len(library.user.history.recent())):
        print(f"The history of searches ({count}) is erased.", file=sys.stderr)
        library.user.history.erase()
    if value is not None and (missing := what_is_missing(library.settings)):
        print(missing, file=sys.stderr)
    return shown
