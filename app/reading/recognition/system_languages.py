"""The languages of the user's system, in the names that Tesseract has for them."""

import functools
import locale
import os
import plistlib
import sys
from collections.abc import Iterable
from pathlib import Path

_NAMES = (
    "af:afr ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa"
    " et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl"
    " it:ita ja:jpn ka:kat kk:kaz kn:kan ko:kor la:lat lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt"
    " nb:nor ne:nep nl:nld nn:nor no:nor pa:pan pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe"
    " sw:swa ta:tam te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:chi_sim zh_tw:chi_tra zh_hk:chi_tra"
    " zh_mo:chi_tra zh_hant:chi_tra sr_latn:srp_latn"
)
"""ISO 639-1, for some with script or country, and the name of a language file of Tesseract."""
_MACOS = Path("Library", "Preferences", ".GlobalPreferences.plist")
"""Below the home folder: where macOS notes languages, which it does not tell to programs that it starts."""


def system_languages() -> list[str]:
    """Names such as `deu`, the most wanted one first; languages unknown to us are left out."""
    return tesseract_names(_stated())


def tesseract_names(codes: Iterable[str]) -> list[str]:
    """Names for codes such as `de`, `de_DE.UTF-8`, `zh-Hant-TW`."""
    names: list[str] = []
    known = _names()
    for code in codes:
        language, *rest = code.partition(".")[0].partition("@")[0].lower().replace("-", "_").split("_")
        exact = (f"{language}_{part}" for part in rest)
        name = next((known[one] for one in (*exact, language) if one in known), "")
        names += [name] if name and name not in names else []
    return names


@functools.cache
def _names() -> dict[str, str]:
    return dict(pair.split(":") for pair in _NAMES.split())


def _stated() -> list[str]:
    """Codes in the way of the platform."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed there only

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(number, "")]
    if sys.platform == "darwin":
        try:
            stated = plistlib.loads((Path.home() / _MACOS).read_bytes()).get("AppleLanguages", [])
        except (OSError, ValueError, plistlib.InvalidFileException, AttributeError):
            stated = []
        return [one for one in stated if isinstance(one, str)]
    named = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return [code for value in named for code in value.split(":") if code]
