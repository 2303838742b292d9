"""Which columns of a file hold the places where those who answered live."""

from dashboard.upload.sheet import Sheet
from layers.atlas import Atlas
from layers.exercise.places_lived import seems_place
from layers.exercise.respondents import Respondents, normal

# Rows looked at to find the column of places, and the share of filled cells that must be places.
_SAMPLE = 2_000
_MOSTLY = 0.5


def candidates(atlas: Atlas, sheet: Sheet, known: Respondents) -> list[str]:
    """Headers of the columns that hold places, the likeliest first.

    Where people live comes before the place of a surgery, a venue or whoever asked.
    """
    scores = []
    for at, header in enumerate(sheet.headers):
        cells = [cell for cell in sheet.columns[at][:_SAMPLE] if cell]
        share = sum(seems_place(atlas, cell) for cell in cells) / len(cells) if cells else 0.0
        if share > _MOSTLY:
            words = normal(header)
            own = any(f" {word} " in f" {words} " for word in known.other_places)
            named = words in known.place_columns
            scores.append((own, -named, -round(share, 2), at, header))
    return [header for *_, header in sorted(scores)]
