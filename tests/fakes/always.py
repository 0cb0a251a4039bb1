"""Libraries that are indexed whatever the machine of the tests is at: a busy one would hold them."""

from pathlib import Path

from app.domain.settings import Settings
from app.places import places
from app.settings import save

ALWAYS = Settings(pause_on_battery=False, pause_on_load=False, pause_in_full_screen=False)


def work_always(data: Path) -> None:
    """Let the library in *data* wait for nothing, where its settings say nothing else."""
    settings = places(data).settings
    if not settings.exists() and not data.is_file():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        save(ALWAYS, settings)
