"""Documents that are like a file, or like a text."""

from app.cli.answers import results_answer
from app.cli.call import DONE, NOT_ALL, Call
from app.cli.screen import print_results
from app.domain.query_language.understood import query_of


def similar(call: Call) -> int:
    """Find documents like a file, which need not be in the library, or like a text."""
    arguments, library = call.arguments, call.library
    if arguments.text is None:
        asked, source = str(arguments.path), library.source(arguments.path)
    else:
        asked, source = arguments.text, library.text_source(arguments.text)
    results = library.similar.search(source, query_of(arguments.filter), arguments.limit)
    call.answer(results_answer(asked, results, explain=False), lambda: print_results(results))
    return DONE if results.hits else NOT_ALL
