"""The catalogue: bad definitions are refused in words, and the real one keeps its promises."""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from layers.catalogue.definitions import Catalogue, CatalogueError, Indicator, load_catalogue

BAD = Path(__file__).parent / "bad_catalogues"

# What each broken catalogue's message must name: its file, its indicator, and the problem.
REFUSED = {
    "missing_denominator": ("people.toml", "no_car", "needs a numerator and a denominator"),
    "unknown_field": ("people.toml", "no_car", "unknown field `colour`"),
    "duplicated_id": ("people.toml", "no_car", "given twice"),
    "wrong_unit": ("people.toml", "no_car", "a share has the unit '%'"),
    "unknown_caveat": ("people.toml", "no_car", "'census_night' is not in caveats.toml"),
    "rank_averaged": ("people.toml", "imd_rank", "a rank cannot be averaged"),
    "qof_not_modelled": ("people.toml", "qof_hyp", "is marked modelled"),
    "not_toml": ("people.toml", "line 16", "not valid TOML"),
    "empty_label": ("people.toml", "no_car", "label, short and description must say something"),
    "wrong_polarity": ("people.toml", "no_car", "'bad' - at `$.polarity`"),
    "missing_field": ("people.toml", "no_car", "missing required field `period`"),
    "share_summed": ("people.toml", "no_car", "aggregated as a ratio of sums"),
    "ward_unsaid": ("people.toml", "no_car", "the label has to say '(ward figure)' at its end"),
    "ward_interval": ("people.toml", "no_car", "figure of wards is a share without an interval"),
    "bad_id": ("people.toml", "No-Car", "id must be lower-case letters"),
    "unknown_component": ("people.toml", "no_car", "one_car, two_cars, which no file defines"),
    "stray_part": ("people.toml", "'notes'", "unknown part"),
    "group_without_title": ("people.toml", "[[group]]", "has no title"),
    "missing_theme_file": ("people.toml", "themes.toml", "is missing"),
}

ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"
WHITE = "White"
OTHER = "Other ethnic group"
BRITISH = f"{WHITE}: English, Welsh, Scottish, Northern Irish or British"

# TS021's 19 categories by the id of the layer that shows each, under its broad group's id.
ETHNIC_GROUPS = {
    "asian": {
        "bangladeshi": f"{ASIAN}: Bangladeshi",
        "chinese": f"{ASIAN}: Chinese",
        "indian": f"{ASIAN}: Indian",
        "pakistani": f"{ASIAN}: Pakistani",
        "other_asian": f"{ASIAN}: Other Asian",
    },
    "black": {
        "black_african": f"{BLACK}: African",
        "black_caribbean": f"{BLACK}: Caribbean",
        "other_black": f"{BLACK}: Other Black",
    },
    "mixed": {
        "mixed_white_asian": f"{MIXED}: White and Asian",
        "mixed_white_black_african": f"{MIXED}: White and Black African",
        "mixed_white_black_caribbean": f"{MIXED}: White and Black Caribbean",
        "other_mixed": f"{MIXED}: Other Mixed or Multiple ethnic groups",
    },
    "white": {
        "white_british": BRITISH,
        "white_irish": f"{WHITE}: Irish",
        "gypsy_traveller": f"{WHITE}: Gypsy or Irish Traveller",
        "roma": f"{WHITE}: Roma",
        "white_other": f"{WHITE}: Other White",
    },
    "other_ethnic": {
        "arab": f"{OTHER}: Arab",
        "any_other_ethnic": f"{OTHER}: Any other ethnic group",
    },
}
BROAD = {"asian": ASIAN, "black": BLACK, "mixed": MIXED, "white": WHITE, "other_ethnic": OTHER}
LEAVES = {id_: column for group in ETHNIC_GROUPS.values() for id_, column in group.items()}

# The youngest age on each register, from PATIENT_LIST_TYPE of QOF 2024-25; 0 = all ages.
REGISTERS = {
    "AF": 0,
    "AST": 6,
    "CAN": 0,
    "CHD": 0,
    "CKD": 18,
    "COPD": 0,
    "DEM": 0,
    "DEP": 18,
    "DM": 17,
    "EP": 18,
    "HF": 0,
    "HYP": 0,
    "LD": 0,
    "MH": 0,
    "NDH": 18,
    "OB": 18,
    "OST": 50,
    "PAD": 0,
    "PC": 0,
    "RA": 16,
    "STIA": 0,
}

DOMAINS = ("income", "employment", "education", "health", "crime", "barriers", "living_environment")
SUB_DOMAINS = (
    "children_young_people",
    "adult_skills",
    "geographical_barriers",
    "wider_barriers",
    "indoors",
    "outdoors",
)
OPTIONAL = ("imd_without_health", "idaci", "idaopi")
INDICES = ("imd", "imd_without_health", *DOMAINS, *SUB_DOMAINS, "idaci", "idaopi")

REQUIRED = {
    *(f"{index}_{part}" for index in INDICES for part in ("score", "rank", "decile")),
    *(f"qof_{register.lower()}" for register in REGISTERS),
    *BROAD,
    *LEAVES,
    "minority_ethnic",
    "roma_or_traveller",
    "ethnic_diversity",
    "english_limited",
    "main_language_not_english",
    "residents",
    "households",
    "age_65_plus",
    "bad_health",
    "disabled",
    "unpaid_care",
    "no_car",
    "uk_under_2_years",
    "born_outside_uk",
    "rural_urban",
    "deri_score",
    "depahri_score",
    "community_needs_score",
    "ahah_score",
    "fuel_poverty",
}

# Sub-totals that a census table names without their total's name in front.
HIDDEN_PARTS = {
    "Provides 19 hours or less unpaid care a week": {
        "Provides 9 hours or less unpaid care a week",
        "Provides 10 to 19 hours unpaid care a week",
    },
    "Provides 20 to 49 hours unpaid care a week": {
        "Provides 20 to 34 hours unpaid care a week",
        "Provides 35 to 49 hours unpaid care a week",
    },
}

BANNED = re.compile(
    r"""\b(
        hard[\s-]to[\s-]reach | immigrants? | migrants? | foreigners? | aliens? | illegals?
        | the\ (deprived|disabled|elderly|poor|homeless|unemployed|blind|deaf|mentally\ ill)
          (?!\s+(people|residents|areas?|households))
        | elderly | pensioners? | BAME | non-white | ethnics
        | suffer(s|ing|ers?)? | handicap(ped)? | ghettos?
        | normal\ people | addicts? | junkies? | gypsies | wheelchair[\s-]bound
        | diabetics | schizophrenics | epileptics | asthmatics
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def columns(indicator: Indicator) -> tuple[str, ...]:
    return indicator.numerator.columns if indicator.numerator else ()


def base(indicator: Indicator) -> tuple[str, ...]:
    return indicator.denominator.columns if indicator.denominator else ()


def counted_twice(names: tuple[str, ...]) -> list[str]:
    """Columns that are part of another column of the same list, or listed twice."""
    inside = [
        part
        for total, part in permutations(names, 2)
        if part == total
        or part.startswith(f"{total}: ")
        or part in HIDDEN_PARTS.get(total, ())
        or total.startswith("Total")
    ]
    return sorted(set(inside))


def texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every sentence that people read, with where it stands."""
    for theme in catalogue.themes:
        yield f"theme {theme.id}", f"{theme.label} {theme.description}"
    for id_, text in catalogue.caveats.items():
        yield f"caveat {id_}", text
    for indicator in catalogue.indicators.values():
        measures = [m.text for m in (indicator.numerator, indicator.denominator) if m]
        words = (indicator.label, indicator.short, indicator.description, indicator.group)
        yield indicator.id, " ".join([*words, *measures])


# Bad catalogues


def test_every_bad_catalogue_is_tried() -> None:
    assert {folder.name for folder in BAD.iterdir()} == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_definition_is_refused_with_file_indicator_and_problem(name: str) -> None:
    with pytest.raises(CatalogueError) as error:
        load_catalogue(BAD / name)
    message = str(error.value)
    assert [part for part in REFUSED[name] if part not in message] == [], message


def test_a_bad_catalogue_loads_once_its_one_slip_is_mended(tmp_path: Path) -> None:
    """The fixtures fail for what they are named after, not for something else."""
    for file in (BAD / "wrong_unit").iterdir():
        text = file.read_text(encoding="utf-8").replace('"per 1,000"', '"%"')
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    indicator = load_catalogue(tmp_path).indicators["no_car"]
    assert indicator.theme == "people"
    assert indicator.group == "Households"
    assert indicator.unit == "%"
    assert columns(indicator) == ("No cars or vans in household",)


def test_what_an_indicator_says_itself_wins_over_its_group(tmp_path: Path) -> None:
    for file in (BAD / "wrong_unit").iterdir():
        text = file.read_text(encoding="utf-8").replace('"per 1,000"', '"%"')
        text = text.replace('id = "no_car"', 'id = "no_car"\npolarity = "none"\ncaveats = []')
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    indicator = load_catalogue(tmp_path).indicators["no_car"]
    assert (indicator.polarity, indicator.caveats) == ("none", ())


# The real catalogue: what is in it


def test_required_indicators_exist(catalogue: Catalogue) -> None:
    assert REQUIRED - set(catalogue.indicators) == set()


def test_every_theme_has_indicators_in_the_order_of_its_file(catalogue: Catalogue) -> None:
    assert [t for t, found in catalogue.by_theme.items() if not found] == []
    assert list(catalogue.by_theme) == [t.id for t in catalogue.themes]
    assert [i.id for i in catalogue.by_theme["language"]][:2] == [
        "english_limited",
        "main_language_not_english",
    ]


def test_headlines_are_few_and_from_every_theme(catalogue: Catalogue) -> None:
    headlines = [i for i in catalogue.indicators.values() if i.headline]
    assert 12 <= len(headlines) <= 16
    assert {i.theme for i in headlines} == {t.id for t in catalogue.themes}
    assert [i.id for i in headlines if i.optional] == []


# Words


def test_every_caveat_is_used(catalogue: Catalogue) -> None:
    used = {caveat for i in catalogue.indicators.values() for caveat in i.caveats}
    assert set(catalogue.caveats) - used == set()


def test_every_indicator_has_a_caveat_and_none_twice(catalogue: Catalogue) -> None:
    assert [i.id for i in catalogue.indicators.values() if not i.caveats] == []
    twice = [i.id for i in catalogue.indicators.values() if len(set(i.caveats)) < len(i.caveats)]
    assert twice == []


def test_labels_are_short_and_unique_within_a_theme(catalogue: Catalogue) -> None:
    assert [i.id for i in catalogue.indicators.values() if len(i.label) > 60] == []
    for theme, found in catalogue.by_theme.items():
        labels = [i.label.casefold() for i in found]
        assert sorted({x for x in labels if labels.count(x) > 1}) == [], theme


def test_short_texts_are_one_line_and_descriptions_one_to_three_sentences(
    catalogue: Catalogue,
) -> None:
    wrong = []
    for indicator in catalogue.indicators.values():
        sentences = len(re.findall(r"[.!?](?=\s|$)", indicator.description))
        if "\n" in indicator.short or len(indicator.short) > 100 or not 1 <= sentences <= 3:
            wrong.append((indicator.id, len(indicator.short), sentences))
    assert wrong == []


def test_texts_are_respectful(catalogue: Catalogue) -> None:
    found = [(where, m.group()) for where, text in texts(catalogue) for m in BANNED.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "hard to reach groups",
        "Hard-to-reach",
        "recent immigrants",
        "the deprived live here",
        "the elderly",
        "people suffering from asthma",
        "for diabetics",
        "BAME residents",
        "non-white residents",
        "migrant workers",
    ],
)
def test_the_search_for_disrespectful_words_finds_them(words: str) -> None:
    assert BANNED.search(words)


@pytest.mark.parametrize(
    "words",
    [
        "disabled people",
        "the most deprived tenth",
        "minority ethnic communities",
        "non-diabetic hyperglycaemia",
    ],
)
def test_the_search_for_disrespectful_words_leaves_others_alone(words: str) -> None:
    assert not BANNED.search(words)


# Shares: which columns they add up


def test_every_share_from_a_table_names_its_columns(catalogue: Catalogue) -> None:
    shares = [i for i in catalogue.indicators.values() if i.is_share and not i.derived]
    assert len(shares) > 100
    assert [i.id for i in shares if not (columns(i) and base(i))] == []
    assert [i.id for i in shares if set(columns(i)) & set(base(i))] == []


def test_nobody_is_counted_twice(catalogue: Catalogue) -> None:
    twice = {
        i.id: found
        for i in catalogue.indicators.values()
        if (found := counted_twice(columns(i)) + counted_twice(base(i)))
    }
    assert twice == {}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((WHITE, f"{WHITE}: Roma"), [f"{WHITE}: Roma"]),
        (("Total", "Female"), ["Female"]),
        (("Student", "Student"), ["Student"]),
        (
            (
                "Provides 20 to 34 hours unpaid care a week",
                "Provides 20 to 49 hours unpaid care a week",
            ),
            ["Provides 20 to 34 hours unpaid care a week"],
        ),
        ((f"{WHITE}: Roma", f"{WHITE}: Irish"), []),
    ],
)
def test_the_search_for_double_counting_finds_it(
    names: tuple[str, ...], expected: list[str]
) -> None:
    assert counted_twice(names) == expected


def test_any_unpaid_care_adds_the_three_sub_totals(catalogue: Catalogue) -> None:
    assert set(columns(catalogue.indicators["unpaid_care"])) == {
        "Provides 19 hours or less unpaid care a week",
        "Provides 20 to 49 hours unpaid care a week",
        "Provides 50 or more hours unpaid care a week",
    }


def test_age_bands_cover_every_age_once(catalogue: Catalogue) -> None:
    bands = ("age_under_5", "age_5_14", "age_15_24", "age_25_44", "age_45_64", "age_65_plus")
    named = [c for b in bands for c in columns(catalogue.indicators[b])]
    every = [f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)]
    assert named == ["Aged 4 years and under", *every, "Aged 85 years and over"]
    over_65, over_75, over_85 = (
        set(columns(catalogue.indicators[f"age_{a}_plus"])) for a in (65, 75, 85)
    )
    assert over_85 < over_75 < over_65


# Ethnic group


def test_each_ethnic_layer_shows_its_own_category(catalogue: Catalogue) -> None:
    assert len(LEAVES) == 19
    for id_, column in (LEAVES | BROAD).items():
        assert columns(catalogue.indicators[id_]) == (column,), id_


def test_every_category_lies_in_the_broad_group_that_shows_it(catalogue: Catalogue) -> None:
    for group, parts in ETHNIC_GROUPS.items():
        (total,) = columns(catalogue.indicators[group])
        shown = {
            columns(i)[0]
            for i in catalogue.indicators.values()
            if i.source == "census_ts021"
            and len(columns(i)) == 1
            and columns(i)[0].startswith(f"{total}: ")
        }
        assert shown == set(parts.values()), group


def test_minority_ethnic_and_white_british_are_everyone_once(catalogue: Catalogue) -> None:
    minority = columns(catalogue.indicators["minority_ethnic"])
    british = columns(catalogue.indicators["white_british"])
    assert british == (BRITISH,)
    assert sorted(minority + british) == sorted(LEAVES.values())


def test_groups_within_white_are_its_parts(catalogue: Catalogue) -> None:
    pair = columns(catalogue.indicators["roma_or_traveller"])
    assert set(pair) == {LEAVES["roma"], LEAVES["gypsy_traveller"]}
    minorities = columns(catalogue.indicators["white_minorities"])
    assert set(minorities) == set(ETHNIC_GROUPS["white"].values()) - {BRITISH}


def test_diversity_is_over_the_19_categories_and_comes_after_them(catalogue: Catalogue) -> None:
    diversity = catalogue.indicators["ethnic_diversity"]
    assert (diversity.kind, diversity.derived, diversity.unit) == ("index", "simpson", "0–1")
    assert sorted(diversity.components) == sorted(LEAVES)
    order = list(catalogue.indicators)
    assert all(order.index(c) < order.index("ethnic_diversity") for c in diversity.components)


def test_a_faith_is_never_need(catalogue: Catalogue) -> None:
    religion = [i for i in catalogue.indicators.values() if i.source == "census_ts030"]
    assert len(religion) == 9
    assert {(i.group, i.polarity) for i in religion} == {("Religion", "none")}


# Indices of Deprivation


@pytest.mark.parametrize("index", INDICES)
def test_each_index_has_score_rank_and_decile_that_point_the_right_way(
    catalogue: Catalogue, index: str
) -> None:
    score, rank, decile = (
        catalogue.indicators[f"{index}_{part}"] for part in ("score", "rank", "decile")
    )
    assert (score.polarity, rank.polarity, decile.polarity) == ("high", "low", "low")
    assert (score.aggregate, rank.aggregate, decile.aggregate) == ("weighted_mean", "none", "none")
    assert " Score" in score.column
    assert rank.column.endswith(" Rank (where 1 is most deprived)")
    assert decile.column.endswith(" Decile (where 1 is most deprived 10% of LSOAs)")
    assert rank.column.split(" Rank (")[0] == decile.column.split(" Decile (")[0]
    assert score.column.split(" Score")[0] == rank.column.split(" Rank (")[0]
    assert {i.optional for i in (score, rank, decile)} == {index in OPTIONAL}


def test_no_published_column_is_read_by_two_layers(catalogue: Catalogue) -> None:
    read = [(i.source, i.column) for i in catalogue.indicators.values() if i.column]
    assert sorted({x for x in read if read.count(x) > 1}) == []


@pytest.mark.parametrize("index", ["income", "employment", "idaci", "idaopi", "adult_skills"])
def test_scores_that_are_proportions_are_shown_in_percent(catalogue: Catalogue, index: str) -> None:
    score = catalogue.indicators[f"{index}_score"]
    assert (score.kind, score.scale, score.unit, score.interval) == ("rate", 100.0, "%", "none")


def test_district_figures_say_so(catalogue: Catalogue) -> None:
    said = {i.id for i in catalogue.indicators.values() if "iod_district_value" in i.caveats}
    assert said == {"core_homelessness", "homelessness"}
    assert all("district" in catalogue.indicators[i].label for i in said)


# Disease registers


@pytest.mark.parametrize("register", REGISTERS)
def test_each_register_is_modelled_and_names_its_ages(catalogue: Catalogue, register: str) -> None:
    indicator = catalogue.indicators[f"qof_{register.lower()}"]
    assert (indicator.register, indicator.derived, indicator.modelled) == (register, "qof", True)
    assert (indicator.kind, indicator.interval) == ("share", "wilson")
    assert "qof_modelled" in indicator.caveats
    assert indicator.numerator
    assert "attributed from their practices" in indicator.numerator.text
    youngest = REGISTERS[register]
    ages = f"aged {youngest} and over" if youngest else "of all ages"
    assert indicator.denominator
    assert indicator.denominator.text == f"Registered patients {ages}"
    assert (f"patients aged {youngest}+" if youngest else "all patients") in indicator.short
    assert ("qof_minimum_age" in indicator.caveats) == bool(youngest)


def test_no_other_indicator_claims_a_register(catalogue: Catalogue) -> None:
    claimed = [i.register for i in catalogue.indicators.values() if i.register]
    assert sorted(claimed) == sorted(REGISTERS)


# Every indicator


def test_units_fit_kinds(catalogue: Catalogue) -> None:
    units = {
        "share": {"%"},
        "decile": {"decile"},
        "score": {"score"},
        "category": {"category"},
        "rank": {"rank", "percentile"},
        "count": {"people", "children", "households"},
    }
    wrong = [
        (i.id, i.kind, i.unit)
        for i in catalogue.indicators.values()
        if i.unit not in units.get(i.kind, {i.unit})
    ]
    assert wrong == []


def test_every_share_has_an_interval_and_a_modelled_one_says_what_it_covers(
    catalogue: Catalogue,
) -> None:
    for indicator in catalogue.indicators.values():
        # An area is in the Core20 or not, and a ward's share is no estimate of its areas'.
        estimated = indicator.counts_people and indicator.derived != "core20"
        assert indicator.interval == ("wilson" if estimated else "none"), indicator.id
        if indicator.is_share and indicator.modelled:
            assert "interval_size_only" in indicator.caveats, indicator.id


def test_categories_run_from_town_to_country(catalogue: Catalogue) -> None:
    categories = catalogue.indicators["rural_urban"].categories
    assert len(categories) == len(set(categories)) == 6
    kinds = [c.split(":")[0] for c in categories]
    assert kinds == [
        "Urban",
        "Urban",
        "Larger rural",
        "Larger rural",
        "Smaller rural",
        "Smaller rural",
    ]
    assert categories[0] == "Urban: Nearer to a major town or city"


def test_figures_carried_from_2011_say_so(catalogue: Catalogue) -> None:
    carried = {i.id for i in catalogue.indicators.values() if "2011" in i.vintage}
    # Those of 2019's deciles say that what was split is not carried at all.
    ways = {"lsoa_2011", "iod_change_areas"}
    assert carried == {i.id for i in catalogue.indicators.values() if ways & set(i.caveats)}
    uncarried = {i.id for i in catalogue.indicators.values() if "iod_change_areas" in i.caveats}
    assert uncarried == {"imd_decile_2019", "imd_decile_change"}
    assert "fuel_poverty" in carried
    assert "deri_score" in carried
