"""How the pack writes its figures: one way for every table."""

from dashboard.evidence.texts import say
from dashboard.parts.likely_range import likely
from dashboard.wording import number_text
from layers.catalogue.definitions import Indicator
from layers.equality.subject import Subject
from layers.practices.profile import Figure
from layers.statistics.gaps import Gap

NONE = "–"


def value(definition: Indicator, figure: Figure | None) -> str:
    """``16.5%``; a dash where there is none."""
    return NONE if figure is None else number_text.value(figure.value, definition)


def between(definition: Indicator, figure: Figure) -> str:
    """The likely range, ``15.9–17.1``; a dash where there is none."""
    return likely(definition, figure) or NONE


def people(figure: Figure) -> str:
    """How many people a share is of; a dash where that is not known."""
    return NONE if figure.numerator is None else number_text.count(figure.numerator)


def tenth(figure: Figure) -> str:
    """The national tenth, 1 that with most need; a dash where there is none."""
    return NONE if figure.national_decile is None else str(figure.national_decile)


def points(gap: Gap | None) -> str:
    """A difference in percentage points with its interval: ``+1.7 (+1.3 to +2.0)``."""
    if gap is None:
        return NONE
    signed = [_signed(one) for one in (gap.absolute, gap.absolute_lower, gap.absolute_upper)]
    return say("worst", "between", difference=signed[0], lower=signed[1], upper=signed[2])


def _signed(number: float) -> str:
    text = number_text.fixed(number, 1)
    return text if text.startswith("−") or text == "0.0" else f"+{text}"


def around_name(subject: Subject) -> str:
    """What the subject lies in, as a heading: a district, or all practices of a place."""
    if subject.around is None:
        return ""
    unit, kind = subject.around, kind_of(subject)
    if subject.places > 1:  # no column has room for several names
        return say("who", f"several_{kind}")
    return say("who", "practices_of", name=unit.name) if subject.of_patients else unit.name


def kind_of(subject: Subject) -> str:
    """``patients`` or ``residents``, by which texts go."""
    return "patients" if subject.of_patients else "residents"


def rest_name(subject: Subject) -> str:
    """The rest of what the subject lies in, as a heading."""
    if subject.places > 1 and not subject.of_patients:
        return say("worst", "rest_several")
    return _rest(subject, "rest")


def rest_words(subject: Subject) -> str:
    """The same inside a sentence."""
    return _rest(subject, "rest_of")


def _rest(subject: Subject, name: str) -> str:
    around = subject.around.name if subject.around else ""
    return say("worst", f"{name}_{kind_of(subject)}", around=around)
