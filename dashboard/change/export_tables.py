"""The Change page as tables for every format: areas, then and now, and registers by practice."""

import pandas as pd

from dashboard.change import area_table
from dashboard.change.index_said import label, with_domain
from dashboard.change.place import Place
from dashboard.change.view import ChangeView
from dashboard.files.table import LEVEL_CODES, Column, Table, of_rows
from layers.atlas import Atlas
from layers.change import decile_change, register_years
from layers.change.decile_change import DECILES
from layers.change.domain_indicators import made_of


def areas(atlas: Atlas, view: ChangeView, place: Place) -> Table:
    """A row for each area that the page lists, in its order; none without the deciles of 2019."""
    if not decile_change.is_known(atlas):
        return Table("lsoa", (), (Column("code", LEVEL_CODES["lsoa"], "text", []),))
    rows = area_table.kept(decile_change.areas(atlas, place.areas, view.index), view.kept)
    named = atlas.areas.loc[rows.index]
    told = [area_table.said(row) for _, row in rows.iterrows()]
    heads = {
        name: with_domain(header, view.index)
        for name, header in (
            ("then", "Decile in 2019 (empty: not compared)"),
            ("now", "Decile in 2025"),
            ("moved", "Deciles moved (below 0: more deprived now)"),
            ("fifth", "Most deprived fifth"),
            ("lowest", "Lowest decile in 2019 of what it was part or is made of"),
            ("highest", "Highest decile in 2019 of what it was part or is made of"),
        )
    }
    columns = [
        Column("code", LEVEL_CODES["lsoa"], "text", rows.index.tolist()),
        Column("name", "Area", "text", named["name"].tolist()),
        Column("neighbourhood", "Neighbourhood", "text", named["neighbourhood"].tolist()),
        Column("ward", "Ward", "text", named["ward"].tolist()),
        Column("district", "District", "text", named["district"].tolist()),
        Column("residents", "Residents, Census 2021", "whole", rows["residents"].tolist()),
        _decile("decile_2019", heads["then"], rows["then"]),
        _decile("decile_2025", heads["now"], rows["now"]),
        _decile("moved", heads["moved"], rows["moved"]),
        Column("fifth", heads["fifth"], "text", [one.fifth for one in told]),
        Column("kind", "Area since 2011", "text", rows["kind"].tolist()),
        Column("comparable", "Comparable?", "text", [one.kind for one in told]),
        _decile("lowest_2019", heads["lowest"], rows["lowest"]),
        _decile("highest_2019", heads["highest"], rows["highest"]),
        # The data alone say nowhere else what was compared.
        Column("index", "Index or domain: id", "text", [view.index] * len(rows)),
    ]
    return Table("lsoa", tuple(rows.index), tuple(columns))


def grid(atlas: Atlas, view: ChangeView, place: Place) -> Table:
    """A row for each decile in 2019: how many of its areas are in each decile in 2025."""
    found = decile_change.areas(atlas, place.areas, view.index)
    counts = decile_change.transitions(found)
    heads = {"then": (with_domain("Decile in 2019", view.index), "whole", 0)} | {
        f"now_{decile}": (f"Areas in decile {decile} in 2025", "whole", 0) for decile in DECILES
    }
    rows = [
        {"then": then} | {f"now_{decile}": int(row[decile - 1]) for decile in DECILES}
        for then, row in zip(DECILES, counts, strict=True)
    ]
    return of_rows("decile", rows, heads)  # type: ignore[arg-type]


def domains(atlas: Atlas, place: Place) -> Table:
    """The overall index, then a row for each domain: how many areas moved which way, and how much
    of what it is made of is not as it was."""
    heads: dict[str, tuple[str, str, int]] = {
        "id": ("Index or domain: id", "text", 0),
        "name": ("Index or domain", "text", 0),
        "compared": ("Areas compared", "whole", 0),
        "more": ("Areas more deprived now", "whole", 0),
        "same": ("Areas in the same decile", "whole", 0),
        "less": ("Areas less deprived now", "whole", 0),
        "into": ("Areas moved into the most deprived fifth", "whole", 0),
        "out_of": ("Areas moved out of the most deprived fifth", "whole", 0),
        "indicators": ("Indicators in 2025", "whole", 0),
        "new": ("Indicators new since 2019", "whole", 0),
        "changed": ("Indicators worked out in another way than in 2019", "whole", 0),
    }
    rows = []
    for index, moves in decile_change.moves_by_index(atlas, place.areas).items():
        counts = ("compared", "more", "same", "less", "into", "out_of")
        made = made_of(index)
        rows.append(
            {"id": index, "name": label(index)}
            | {name: getattr(moves, name).areas for name in counts}
            | {"indicators": made.all, "new": made.new, "changed": made.changed}
        )
    return of_rows("index", rows, heads)  # type: ignore[arg-type]


def practices(atlas: Atlas, view: ChangeView, place: Place) -> Table:
    """England, then a row for each practice, the largest rise first; England is neither open nor
    closed."""
    first, last = register_years.ends(atlas) or ("", "")
    found = register_years.practices(atlas, view.register, place.practices)
    found = found.sort_values("change", ascending=False, kind="stable").reset_index()
    england = register_years.england_too(atlas, view.register).to_frame().T
    found["open"] = found["open"].map({True: "yes", False: "no"})
    rows = pd.concat([england.assign(practice="England", open=""), found], ignore_index=True)
    heads: dict[str, tuple[str, str, int]] = {
        "practice": ("Practice code", "text", 0),
        "name": ("Practice", "text", 0),
        "pcn": ("Network (PCN)", "text", 0),
        "place": ("Place", "text", 0),
        "open": ("Open now", "text", 0),
    }
    for name, year in (("first", first), ("last", last)):
        heads |= {
            f"on_register_{name}": (f"People on the register, {year}", "whole", 0),
            f"list_size_{name}": (f"List of the register's ages, {year}", "whole", 0),
            f"prevalence_{name}": (f"On the register, %, {year}", "number", 2),
            f"lower_{name}": (f"Lower 95% limit, %, {year}", "number", 2),
            f"upper_{name}": (f"Upper 95% limit, %, {year}", "number", 2),
        }
    for year in register_years.between(atlas):
        heads[f"prevalence_{year}"] = (f"On the register, %, {year}", "number", 2)
    heads |= {
        "change": ("Change, percentage points", "number", 2),
        "change_lower": ("Lower 95% limit of the change", "number", 2),
        "change_upper": ("Upper 95% limit of the change", "number", 2),
        "list_change": ("Change of the list, share", "number", 3),
        "kind": ("Both years, or why not compared", "text", 0),
    }
    told = [
        {
            name: None if pd.isna(row[name]) else int(row[name]) if kind == "whole" else row[name]
            for name, (_, kind, _) in heads.items()
        }
        for _, row in rows.iterrows()
    ]
    return of_rows("practice", told, heads)  # type: ignore[arg-type]


def of_part(atlas: Atlas, view: ChangeView, place: Place) -> Table:
    """The table of the view's part."""
    if view.part == "areas":
        return areas(atlas, view, place)
    return practices(atlas, view, place)


def _decile(name: str, header: str, values: pd.Series) -> Column:
    told = [None if value != value else int(value) for value in values]
    return Column(name, header, "whole", told)
