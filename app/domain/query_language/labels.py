"""What people call kinds and languages -> their labels. What is none of these stays as it is written."""

from app.domain.document import Kind

# The label itself, its plain names, and the suffixes of its files.
_KINDS = {
    Kind.TEXT: "txt note notes plain",
    Kind.MARKDOWN: "md mdown mkd mdx",
    Kind.MARKUP: "latex ltx tex rest rst org adoc asc asciidoc",
    Kind.HTML: "htm xhtml mht mhtml web webpage website page",
    Kind.PDF: "",
    Kind.DOCUMENT: "word doc docm docx dot dotm dotx odt ott rtf writer letter documents",
    Kind.PRESENTATION: "powerpoint slides slide keynote impress presentations"
    " odp otp pot potm potx pps ppsm ppsx ppt pptm pptx",
    Kind.SPREADSHEET: "excel sheet sheets calc spreadsheets ods ots xls xlsb xlsm xlsx xlt xltm xltx",
    Kind.BOOK: "ebook epub fb2 books ebooks",
    Kind.MAIL: "email e-mail mails emails message eml msg oft",
    Kind.DATA: "csv tab tsv geojson json jsonl jsonld ndjson webmanifest"
    " atom gpx kml opml plist rss xml xsd xsl xslt",
    Kind.CODE: "source program script py pyi pyw cjs cts js jsx mjs mts ts tsx groovy java cs c h c++ cc cpp cu cuh"
    " cxx h++ hh hpp hxx ino mm go rs swift kt kts sc scala dart php phtml rake rb bash fish ksh sh zsh"
    " ddl psql sql r jl lua pl pm hs",
    Kind.NOTEBOOK: "jupyter ipynb notebooks",
    Kind.SUBTITLES: "subtitle srt vtt",
    Kind.CALENDAR: "event events appointment ical ics ifb vcs",
    Kind.CONTACT: "contacts address vcard vcf",
    Kind.PICTURE: "image photo scan pictures images photos png jpg jpeg tif tiff gif bmp webp heic",
}
KIND_NAMES: dict[str, str] = {
    name: kind.value for kind, names in _KINDS.items() for name in (kind.value, *names.split())
}

# ISO 639-1, with the names in English and in the language itself.
_LANGUAGES = """
af afrikaans|ar arabic العربية|az azerbaijani|be belarusian беларуская|bg bulgarian български|bn bengali বাংলা
bs bosnian bosanski|ca catalan català|cs czech čeština|cy welsh cymraeg|da danish dansk|de german deutsch
el greek ελληνικά|en english|eo esperanto|es spanish español castilian|et estonian eesti|eu basque euskara
fa persian farsi فارسی|fi finnish suomi|fr french français|ga irish gaeilge|gl galician galego|gu gujarati
he hebrew עברית|hi hindi हिन्दी|hr croatian hrvatski|hu hungarian magyar|hy armenian|id indonesian
is icelandic íslenska|it italian italiano|ja japanese 日本語|ka georgian|kk kazakh|km khmer|kn kannada
ko korean 한국어|la latin latina|lb luxembourgish|lt lithuanian lietuvių|lv latvian latviešu|mk macedonian
ml malayalam|mn mongolian|mr marathi|ms malay|mt maltese|nb bokmål|ne nepali|nl dutch nederlands flemish
nn nynorsk|no norwegian norsk|pa punjabi|pl polish polski|pt portuguese português|ro romanian română
ru russian русский|sk slovak slovenčina|sl slovenian slovenščina|sq albanian shqip|sr serbian српски
sv swedish svenska|sw swahili|ta tamil தமிழ்|te telugu|th thai ไทย|tl tagalog|tr turkish türkçe
uk ukrainian українська|ur urdu|vi vietnamese|zh chinese 中文
"""
LANGUAGE_NAMES: dict[str, str] = {
    name: names.split()[0] for names in _LANGUAGES.replace("\n", "|").split("|") for name in names.split()
}
"""Name or code -> code."""


def kind_called(name: str) -> str:
    """The kind that people call so, or the name itself."""
    plain = name.strip().lstrip("*.").casefold()
    return KIND_NAMES.get(plain, plain)


def language_called(name: str) -> str:
    """The code of a language, also of one with its country (`en-GB`), or the name itself."""
    plain = name.strip().casefold()
    return LANGUAGE_NAMES.get(plain) or LANGUAGE_NAMES.get(plain.replace("_", "-").split("-")[0], plain)


def extension_called(name: str) -> str:
    """A suffix without its dot."""
    return name.strip().lstrip("*.").casefold()
