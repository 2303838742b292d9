"""Whatever the server remembers is listed here, with the most that it can come to.

A new cache fails until somebody has thought about what bounds it. Where arguments come from an
address or a file, entries have no bound of their own: use ``layers.bounded_cache``.
"""

import ast
import re
from collections.abc import Iterator

from tests.conftest import REPOSITORY

# What bounds them: the most that each can hold.
BOUNDS = {
    "one entry, of a file of the code or of the fonts, read once": (
        "layers.cluster_kinds.load_kinds",
        "layers.guards.load_guards",
        "layers.orderings.load_orderings",
        "layers.place_codes.load_place_codes",
        "layers.respondents.load_respondents",
        "dashboard.address.sentences",
        "dashboard.controls.labels",
        "dashboard.controls.rules",
        "dashboard.exports.drawing.library",
        "dashboard.exports.practices_texts.texts",
        "dashboard.exports.printable._signs",
        "dashboard.heard.texts.texts",
        "dashboard.inequality.texts.texts",
        "dashboard.legend.texts",
        "dashboard.parts.texts.texts",
        "dashboard.practices.lists.texts",
        "dashboard.practices.patients.texts",
        "dashboard.targets._ready_made",
        "dashboard.waiting.waiting",
        "dashboard.web.headers.security_headers.settled",
        "dashboard.web.logged._ids",
    ),
    "a table of the snapshot for each of at most four atlases, or one": (
        "dashboard.asking.options",
        "dashboard.inequality.view.orderings_offered",
        "dashboard.targets._offered",
        "layers.ages._table",
        "layers.elsewhere.areas",
        "layers.elsewhere.residents",
        "layers.elsewhere._values",
        "layers.elsewhere._by_practice",
        "layers.expected.known",
        "layers.footprints._by_area",
        "layers.groupings.network_shares",
        "layers.marks.every",
        "layers.marks.everywhere",
        "layers.partners._registered",
        "layers.partners._pharmacies",
        "layers.partners._languages",
        "layers.partners._groups",
        "layers.practice_error._lists",
        "layers.practice_error._errors",
        "layers.recorded.region",
        "layers.recorded.england",
        "layers.units.practice_weights",
        "layers.zones.neighbours_of",
        "dashboard.ageing._whole",
        "dashboard.card._languages_of",
        "dashboard.inequality.mix.dissimilarities",
        "dashboard.inequality.form._offered",
        "dashboard.inequality.form._places",
        "dashboard.inequality.work._home_district",
        "dashboard.uploads.places.places",
        "dashboard.web.find.add_find.areas",
    ),
    "an entry for each indicator, register, level or practice of the snapshot, checked before": (
        "layers.atlas.Atlas.__init__._columns",
        "layers.atlas.Atlas.with_values.other._columns",
        "layers.atlas.Atlas.__init__._tables",
        "layers.atlas.Atlas.__init__._split",
        "layers.expected.usual",
        "layers.marks.gathered",
        "layers.marks._together",
        "dashboard.card._region",
    ),
    # Each has the atlas's tables once more, 10 MB if all are asked for. An exercise asks for all
    # nine groupings of its part, so that these hold no more than five parts.
    "four parts of the atlas that exercises asked": (
        "layers.extent._part",
        "layers.extent._Part.__init__._tables",
        "layers.groupings.grouping",
    ),
    "two arrays of as many numbers as the code draws": ("layers.slope._normals",),
    "goes with its object: the catalogue, or what one request works with": (
        "layers.contrasts._Place.figures",
        "layers.contrasts._Place.effective",
        "layers.definitions.Catalogue.by_theme",
        "layers.respondents.Question.categories",
        "layers.respondents.Question.broad",
        "layers.respondents.Question.fine",
        "layers.respondents.Question.lexicon",
        "layers.respondents.Respondents.bases",
        "layers.respondents.Respondents.questions",
        "dashboard.exports.brief.pages.Pages.ground",
        "dashboard.exports.brief.pages.Pages.outlines",
        "dashboard.exports.brief.pages.Pages.group",
        "dashboard.exports.brief.pages.Pages.of_zones",
        "dashboard.exports.brief.pages.Pages.everywhere",
        "dashboard.address.Parts.__init__._notes",
        "dashboard.address.Parts.__init__._values",
        "dashboard.serving.exchange.Exchange.__init__._environ",
    ),
    "an entry for each callback or file of the app": (
        "dashboard.web.callbacks.add_callback_check.types",
        "dashboard.web.files.BrowserFiles.__init__._addresses",
        "dashboard.web.files.BrowserFiles.__init__._bodies",
        "dashboard.web.files.BrowserFiles.__init__._later",
        "dashboard.web.files.BrowserFiles.__init__._compressing",
    ),
    "an entry for each worker": ("dashboard.web.metrics.Metrics.__init__._taken",),
    "with a process that reads one workbook": ("dashboard.uploads.workbook_formats._plan",),
    "as many as a lane lets wait": ("dashboard.serving.lanes.Queue.__init__._waiting",),
    # A name has 200 characters at most.
    "10,000 clients, 7 MB": ("dashboard.web.buckets.Buckets.__init__._left",),
    "8 MB": ("dashboard.web.compressed._Kept.__init__._bodies",),
    "as many bytes as each says": (
        "layers.bounded_cache.BoundedCache.__init__._entries",
        "layers.elsewhere._lived",
        "layers.footprints._shares",
        "layers.practice_error._widths_of",
        "dashboard.handover._remembered",
        "dashboard.inequality.together.correlated",
        "dashboard.inequality.work.place",
        "dashboard.inequality.work.found",
        "dashboard.inequality.work.contrasts",
        "dashboard.inequality.work.by_year",
    ),
}
MOST_BYTES = 40_000_000  # of all bounded caches of a worker together

REMEMBERING = {"cache", "lru_cache", "cached_property", "bounded_cache"}
GROWING = {"dict", "OrderedDict", "defaultdict", "WeakKeyDictionary", "WeakValueDictionary"}


def name_of(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_growing(node: ast.expr | None) -> bool:
    """An empty dictionary, that something is put into later."""
    if isinstance(node, ast.Dict):
        return not node.keys
    return isinstance(node, ast.Call) and name_of(node) in GROWING and not node.args


def caches(tree: ast.AST, at: str) -> Iterator[tuple[str, str]]:
    """Name and kind of what a module remembers: functions, and dictionaries that outlive a call."""
    for node in ast.iter_child_nodes(tree):
        inner = f"{at}.{node.name}" if isinstance(node, ast.ClassDef | ast.FunctionDef) else at
        if isinstance(node, ast.FunctionDef):
            for one in node.decorator_list:
                if name_of(one) in REMEMBERING:
                    yield inner, ast.unparse(one).replace("functools.", "")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and is_growing(node.value):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                # A local name is gone when its function ends.
                if isinstance(target, ast.Attribute) or isinstance(tree, ast.Module | ast.ClassDef):
                    yield f"{at}.{ast.unparse(target).removeprefix('self.')}", "dictionary"
        yield from caches(node, inner)


def all_caches() -> dict[str, str]:
    found = {}
    for package in ("layers", "dashboard"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            module = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
            found |= dict(caches(ast.parse(path.read_text("utf-8")), module))
    return found


FOUND = all_caches()


def test_every_cache_is_listed_with_its_bound() -> None:
    listed = [name for names in BOUNDS.values() for name in names]
    assert sorted(listed) == sorted(FOUND)


def test_every_cache_has_a_number_of_entries_or_bytes() -> None:
    """``cache`` has none: only for what takes nothing, or a folder that only tests give."""
    plain = {name for name, kind in FOUND.items() if kind == "cache"}
    once = next(iter(BOUNDS.values()))
    assert plain - set(once) == {"dashboard.web.callbacks.add_callback_check.types"}
    counted = [kind for kind in FOUND.values() if kind.startswith("lru_cache")]
    assert all(re.fullmatch(r"lru_cache\(maxsize=\d+\)", kind) for kind in counted)


def test_all_bounded_caches_together() -> None:
    found = (re.fullmatch(r"bounded_cache\((\d+)\)", kind) for kind in FOUND.values())
    sizes = [int(one[1]) for one in found if one]
    assert len(sizes) == len(BOUNDS["as many bytes as each says"]) - 1
    assert sum(sizes) <= MOST_BYTES
