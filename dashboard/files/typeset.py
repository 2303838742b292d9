"""Sets a PDF, as a program of its own: reads what to say from its input, writes the PDF.

Typst keeps what it has laid out for the next time, over 100 MB a file, and gives it back only
after ten more. A process that ends gives everything back, and takes nobody down should it fail.

Run by :mod:`dashboard.files.typst_pdf` with this file's path, so that it imports nothing of the
app.
"""

import contextlib
import json
import resource
import sys

MOST_MEMORY = 800_000_000  # bytes of address space; the longest brief takes some 670 MB


def main() -> int:
    """Exit status 1, with the reason, if Typst cannot make the file."""
    with contextlib.suppress(OSError, ValueError):  # where the system knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    import typst

    asked = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"]
    )
    try:
        found = typst.compile(
            asked["template"],
            root=asked["root"],
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"said": json.dumps(asked["said"], ensure_ascii=False)},
            pdf_standards=[asked["standard"]],
            timestamp=asked["stamp"],
        )
    except (typst.TypstError, OSError, RuntimeError) as error:
        sys.stderr.buffer.write(f"{asked['template']}: {error}".encode())
        return 1
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
