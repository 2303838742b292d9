"""The formats in which a document is made, by what the file's name ends in."""

from collections.abc import Callable, Mapping

from dashboard.files.document import Document
from dashboard.files.document_docx import to_docx
from dashboard.files.document_pdf import to_pdf

WRITERS: Mapping[str, Callable[[Document], bytes]] = {"docx": to_docx, "pdf": to_pdf}
