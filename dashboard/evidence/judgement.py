"""What only people can say: aims, impact, mitigation, decision, sign-off, review. Always empty."""

from collections.abc import Sequence

from dashboard.evidence.texts import say
from dashboard.files.document import Blank, Heading, Part, TableOf
from layers.atlas import Atlas
from layers.equality.characteristics import equality_for

ACTIONS, SIGNATURES = 4, 3


def aims() -> list[Part]:
    """Boxes of the stage that prepares."""
    return [
        Blank(say("prepare", name), lines)
        for name, lines in (("purpose", 3), ("aims", 3), ("scope", 2), ("lead", 2))
    ]


def people_heard(findings: Sequence[Part] = ()) -> list[Part]:
    """Boxes for what the atlas cannot know of whom a team heard.

    Parameters
    ----------
    findings
        What a plan knows of what people said: then the box is for the rest.
    """
    said = [*findings, Blank(say("heard", "said_more" if findings else "said"), 3)]
    return [Blank(say("heard", "blank"), 3), *said, Blank(say("heard", "own"), 3)]


def impact(atlas: Atlas) -> list[Part]:
    """What it means by characteristic, what is decided, who does what, who signs."""
    every = [one.label for one in equality_for(atlas).characteristic]
    every.append(say("apply", "inequality"))
    return [
        Heading(say("headings", "apply")),
        _empty("table", ("characteristic", "helps", "harms", "lessen"), every),
        Blank(say("apply", "mitigation"), 3),
        Blank(say("apply", "decision"), 3),
        _empty("actions", ("action", "who", "when"), [""] * ACTIONS),
        _empty("sign_off", ("name", "role", "date"), [""] * SIGNATURES),
    ]


def review() -> list[Part]:
    """Boxes of the last stage."""
    blanks = [Blank(say("review", name), 3) for name in ("measure", "date")]
    return [Heading(say("headings", "review")), *blanks]


def _empty(caption: str, head: tuple[str, ...], first: list[str]) -> TableOf:
    """A table to fill in: nothing but its first column says anything."""
    rows = [[one, *[""] * (len(head) - 1)] for one in first]
    return TableOf([say("apply", name) for name in head], rows, say("apply", caption))
