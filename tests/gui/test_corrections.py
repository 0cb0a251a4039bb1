"""What was searched for beside what was typed is said above the hits, and how to leave it out."""

from PySide6.QtWidgets import QApplication

from app.domain.hit import Results
from app.gui.correction_wording import also_searched


def test_it_is_said_which_words_were_searched_for_and_how_to_leave_them_out(qapp: QApplication) -> None:
    results = Results((), 0, corrected=(("recipt", "receipt"), ("recipt", "recipe"), ("brad", "bread")))
    assert also_searched(results) == (
        'Also searched for: receipt, recipe, bread. Type "recipt" "brad" for exactly that.'
    )
    assert also_searched(Results((), 0)) == ""
