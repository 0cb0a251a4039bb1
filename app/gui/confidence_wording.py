"""How sure a hit is, in words."""

from PySide6.QtCore import QCoreApplication

from app.domain.hit import Confidence, Results

translate = QCoreApplication.translate
STEPS = {Confidence.STRONG: 3, Confidence.POSSIBLE: 2, Confidence.WEAK: 1, Confidence.NONE: 0}
"""How many of three bars are filled."""


def band_text(confidence: Confidence) -> str:
    """What a band is called."""
    texts = {
        Confidence.STRONG: translate("confidence", "strong match"),
        Confidence.POSSIBLE: translate("confidence", "possible match"),
        Confidence.WEAK: translate("confidence", "weak match"),
        Confidence.NONE: translate("confidence", "hardly a match"),
    }
    return texts[confidence]


def doubt(results: Results) -> str:
    """What is to be said above hits of which none is sure; empty where one may be right."""
    if not results.hits or results.confidence not in (Confidence.WEAK, Confidence.NONE):
        return ""
    return translate("confidence", "No confident match. The closest documents are below.")
