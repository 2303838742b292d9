"""A made-up exercise, and template files. Nobody answered it: it is drawn from the Census.

Areas are drawn by how many residents were asked, fewer from deprived and from diverse areas, as
consultations often hear; respondents' characteristics are drawn from their area's residents. The
postcodes are any of the area's. The same seed gives the same bytes.
"""

import io
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.files.csv_file import rows_csv
from layers.atlas import Atlas
from layers.exercise.people_asked import aged, residents
from layers.exercise.respondents import Base, Category, Question, Respondents, people

RESPONSES = 2_000


@dataclass(frozen=True)
class Wave:
    """How an example is drawn: by which seed, and how much fewer than others answer in the most
    deprived areas (0–1) and where everybody belongs to a minority (0–1)."""

    seed: int
    deprived: float
    mixed: float


FIRST = Wave(2021, 0.72 / 1.15, 0.6)
# After a team has gone where it heard from few.
SECOND = Wave(2022, 0.2, 0.2)
NAME = "Made-up example: 2,000 responses that nobody gave"
_LIKELY = {"ethnicity": 0.94, "age": 0.97, "sex": 0.97, "disability": 0.9, "language": 0.92}
_TEMPLATE = ("Postcode", "Ethnic group", "Age", "Sex", "Disability", "Main language")


def example_csv(
    atlas: Atlas,
    known: Respondents,
    base: Base,
    wave: Wave = FIRST,
    responses: int = RESPONSES,
) -> bytes:
    """The made-up exercise as a CSV file with headers."""
    draw = np.random.default_rng(wave.seed)
    asked = residents(atlas, base, known.questions["age"]).to_numpy()
    decile = atlas.table("imd_decile")["value"].fillna(5).to_numpy()
    mixed = atlas.table("minority_ethnic")["value"].to_numpy() / 100
    willing = asked * (1 - wave.deprived * (10 - decile) / 9) * (1 - wave.mixed * mixed)
    at = draw.choice(len(asked), size=responses, p=willing / willing.sum())
    columns = {"Postcode": _postcodes(atlas, at, draw)}
    for name, header in zip(_LIKELY, _TEMPLATE[1:], strict=True):
        columns[header] = _answers(atlas, base, known.questions[name], at, draw, _LIKELY[name])
    return rows_csv(list(columns), zip(*columns.values(), strict=True))


def template_csv(atlas: Atlas, known: Respondents) -> bytes:
    """Headers and three made-up rows that show what goes under them."""
    return rows_csv(list(_TEMPLATE), _template_rows(atlas, known))


def template_xlsx(atlas: Atlas, known: Respondents) -> bytes:
    """The same as a workbook, with a second sheet that lists the answers known."""
    # Here, so that a page that offers no download does not load it.
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Responses")
        sheet.write_row(0, 0, _TEMPLATE, bold)
        for number, row in enumerate(_template_rows(atlas, known), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.set_column(0, len(_TEMPLATE) - 1, 24)
        words = book.add_worksheet("Answers known")
        for column, question in enumerate(known.question):
            words.write_string(0, column, question.label, bold)
            for number, one in enumerate(question.category, start=1):
                words.write_string(number, column, one.label)
        words.set_column(0, len(known.question) - 1, 32)
        # Same bytes each time.
        book.set_properties({"created": pd.Timestamp("2021-03-21").to_pydatetime()})
    return buffer.getvalue()


def _template_rows(atlas: Atlas, known: Respondents) -> list[list[str]]:
    postcodes = atlas.extra("postcodes")["postcode"]
    answers = [[one.label for one in known.questions[name].category] for name in _LIKELY]
    rows = []
    for number, at in enumerate(np.linspace(0, len(postcodes) - 1, 3, dtype=int)):
        picked = [labels[(number + 1) % len(labels)] for labels in answers]
        picked[1] = str(27 + 20 * number)
        rows.append([str(postcodes.iloc[at]), *picked])
    return rows


def _postcodes(atlas: Atlas, at: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    table = atlas.extra("postcodes").sort_values(["lsoa", "postcode"])
    first = np.searchsorted(table["lsoa"].to_numpy(), atlas.areas.index.to_numpy())
    many = table["lsoa"].value_counts().reindex(atlas.areas.index).to_numpy()
    return table["postcode"].to_numpy()[first[at] + (draw.random(len(at)) * many[at]).astype(int)]


def _answers(
    atlas: Atlas,
    base: Base,
    question: Question,
    at: np.ndarray,
    draw: np.random.Generator,
    likely: float,
) -> np.ndarray:
    """An answer for each area drawn, as its residents would give it; some prefer not to say."""
    parts = [question.categories[one] for one in question.fine]

    def of(category: Category) -> np.ndarray:
        if question.ages:
            return aged(atlas, base, question, category).to_numpy()
        return people(atlas, category).to_numpy()

    mix = np.cumsum([of(one) for one in parts], axis=0)
    mix = mix / np.where(mix[-1] > 0, mix[-1], 1)
    picked = (draw.random(len(at)) > mix[:, at]).sum(axis=0).clip(max=len(parts) - 1)
    labels = np.array([one.label for one in parts], dtype=object)
    if question.ages:
        low = np.array([max(one.first, base.first) for one in parts])
        high = np.array([min(one.last, 94) for one in parts])
        years = low[picked] + draw.random(len(at)) * (high - low + 1)[picked]
        answers = years.astype(int).astype(str).astype(object)
    else:
        answers = labels[picked]
    return np.where(draw.random(len(at)) < likely, answers, "Prefer not to say")
