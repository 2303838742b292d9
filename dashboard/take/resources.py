"""Which tables a package has: each a file, described column by column."""

from collections.abc import Iterator

from dashboard.files.data_package import Resource
from dashboard.take import area_tables, dictionary_tables, practice_tables, publications
from dashboard.take.packages import Package
from dashboard.take.table_texts import resource
from dashboard.wording.legend import level_words
from layers.atlas import Atlas
from layers.practices import care


def tables(atlas: Atlas, package: Package) -> Iterator[Resource]:
    """The package's tables, one after the other: none is made before it is asked for."""
    names = package.indicators
    yield resource("values", area_tables.values(atlas, names, "lsoa"))
    yield resource("areas", area_tables.areas(atlas))
    for level in atlas.levels:
        if level != "lsoa":
            larger = area_tables.values(atlas, names, level)
            words = level_words(atlas, level).one.lower()
            yield resource("values_larger", larger, f"values_{level}.csv", level=words)
    yield resource("places", area_tables.places(atlas))
    yield resource("flags", area_tables.flags(atlas, practices=package.practices))
    yield resource("indicators", dictionary_tables.indicators(atlas, names))
    named = [source for source, _ in publications.sources(atlas, package)]
    yield resource("sources", dictionary_tables.sources(named))
    if package.practices:
        yield from _of_practices(atlas)


def _of_practices(atlas: Atlas) -> Iterator[Resource]:
    counted = atlas.period_of("patients_by_lsoa")
    when = {"counted": counted, "listed": atlas.period_of("practice_map"), "region": atlas.name}
    yield resource("practices", practice_tables.practices(atlas), **when)
    yield resource("footprints", practice_tables.patients(atlas), **when)
    yield resource("registers", practice_tables.registers(atlas))
    yield resource("prevalence", practice_tables.prevalence(atlas))
    if care.measures(atlas):
        yield resource("care_measures", practice_tables.care_measures(atlas))
        yield resource("care", practice_tables.looked_after(atlas))
