"""The words of rich text (RTF 1.9.1) that matter to what it says."""

import codecs

DROPPED = frozenset(
    b"atnauthor atndate atnid atnref atntime atrfend atrfstart background bkmkend bkmkstart colortbl datastore"
    b" docvar ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffname ffstattext filetbl fldinst footer"
    b" footerf footerl footerr ftncn ftnsep ftnsepc generator header headerf headerl headerr latentstyles"
    b" levelnumbers leveltext listname listoverridetable listtable mailmerge nonesttables objalias objclass"
    b" objdata objname objsect pict pn pntxta pntxtb private revtbl rsidtbl rxe shprslt sn sp sv tc template"
    b" themedata ud userprops wgrffmtfilter xe xmlnstbl".split()
)
"""Groups whose text is not of the document."""
SAYING = frozenset({b"shpinst", b"shptxt"})
"""Groups marked as to be passed over by readers that do not know them, which hold text all the same."""
NOTES = frozenset({b"footnote", b"annotation"})
STATED = frozenset({b"title", b"author", b"creatim"})
SIGNS = {
    b"~": "\u00a0",
    b"_": "\u2011",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
    b"\n": "\n",
    b"\r": "\n",
}
CHARACTERS = {
    b"line": "\n",
    b"lbr": "\n",
    b"tab": "\t",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"bullet": "\u2022",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
}
CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""`\\fcharset` of a font, where it says more than the code page of the document."""
_MACINTOSH = 10000


def code_page(number: int | None) -> str:
    """Python's name for a code page of Windows, or empty where it has none."""
    name = "mac_roman" if number == _MACINTOSH else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
