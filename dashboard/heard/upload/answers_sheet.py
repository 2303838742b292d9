"""An uploaded file of answers as one sheet: what is looked for in it, and its tick boxes joined."""

from dashboard.heard.upload.tick_boxes import joined
from dashboard.upload.any_file import read_sheet
from dashboard.upload.limits import MOST_ROWS
from dashboard.upload.sheet import Sheet
from dashboard.upload.wanted import Wanted
from layers.exercise.respondents import Respondents, counts_responses, has_words, question_of

_FEWER_ROWS = "Split it, or count the responses of each place first."


def read_answers(content: bytes, known: Respondents, wanted: str = "") -> Sheet:
    """Read a file with answers, see :func:`dashboard.upload.any_file.read_sheet`.

    A question that is spread over several columns is one more column.

    Raises
    ------
    UploadError
    """
    return joined(read_sheet(content, answers(known), wanted), known)


def answers(known: Respondents) -> Wanted:
    """What tells a file of answers: places, counts, and questions about those who answered."""

    def asks(header: str) -> bool:
        return question_of(known, header) is not None

    def names(header: str) -> bool:
        return (
            counts_responses(known, header)
            or has_words(header, known.place_columns)
            or asks(header)
        )

    return Wanted("answers", names, asks, known.second_headers, MOST_ROWS, _FEWER_ROWS)
