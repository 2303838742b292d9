"""A package: tables, a map file, and what they are and rest on, in one zip.

It bears no day, so that the same figures are the same bytes on any: digests that somebody has noted
go on being right.
"""

import json
from collections.abc import Iterator
from typing import Any

from dashboard.files import data_package, geopackage_file
from dashboard.files.arrow_file import arrow_table, to_parquet, to_plain_csv
from dashboard.files.data_package import Resource
from dashboard.files.zip_file import NO_DAY, zipped
from dashboard.parts.citation import Citation
from dashboard.take import about_package, package_texts, publications
from dashboard.take.packages import Package
from dashboard.take.resources import tables
from dashboard.take.table_texts import rests_on
from dashboard.take.texts import say
from dashboard.take.wide_tables import map_layers
from layers.atlas import Atlas

MAP, PARQUET, FIGURES = "areas.gpkg", "values.parquet", "values.csv"


def to_zip(atlas: Atlas, package: Package, cited: Citation) -> bytes:
    """The package's bytes: the same for the same atlas, package, release and address.

    Parameters
    ----------
    cited
        How to cite it; its day is written nowhere.
    """
    return zipped(_files(atlas, package, cited), NO_DAY)


def _files(atlas: Atlas, package: Package, cited: Citation) -> Iterator[tuple[str, bytes]]:
    described: list[dict[str, Any]] = []
    sources = [source for source, _ in publications.sources(atlas, package)]
    together = data_package.licences(sources)
    for resource, content in _resources(atlas, package, cited):
        own = [] if together else _licences(atlas, package, resource)
        described.append(data_package.described(resource, content, own))
        yield resource.path, content
    yield "LICENCES.md", package_texts.licences(sources)
    yield "CITATION.cff", package_texts.citation_file(cited, sources)
    caveats = about_package.caveats(atlas, package)
    yield "README.md", package_texts.read_me(package, cited, described, caveats)
    whole = data_package.of_files(
        f"seldom-heard-{package.name}",
        cited.title,
        package.about,
        cited.address,
        sources,
        described,
        version=cited.edition,
    )
    yield data_package.FILE, f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _resources(atlas: Atlas, package: Package, cited: Citation) -> Iterator[tuple[Resource, bytes]]:
    for resource in tables(atlas, package):
        assert resource.table is not None
        rows = arrow_table(resource.table)
        yield resource, to_plain_csv(rows)
        if resource.path == FIGURES:
            title, said = say("files", "parquet"), say("files", "parquet_about")
            yield Resource(PARQUET, title, said), to_parquet(rows)
    about = about_package.about(atlas, package, cited)
    content = geopackage_file.of_layers(map_layers(atlas, package), about)
    yield Resource(MAP, say("files", "map"), say("files", "map_about")), content


def _licences(atlas: Atlas, package: Package, resource: Resource) -> list[dict[str, str]]:
    """Open licences of one file, where all that it rests on is under such."""
    parts = rests_on(resource)
    found = publications.sources(atlas, package, parts) if parts else []
    return data_package.licences([source for source, _ in found])
