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
        "layers.geography.cluster_kinds.load_kinds",
        "layers.inequality.guards.load_guards",
        "layers.change.domain_indicators._domains",
        "layers.catalogue.community_names.load_community_names",
        "layers.inequality.orderings.load_orderings",
        "layers.practices.care.load_measures",
        "layers.catalogue.place_codes.load_place_codes",
        "layers.exercise.respondents.load_respondents",
        "dashboard.parts.address.sentences",
        "dashboard.parts.control_labels.labels",
        "dashboard.explore.address_rules.rules",
        "dashboard.files.drawing.library",
        "dashboard.parts.sessions.venue_columns.venue_columns",
        "dashboard.where_to_meet.own_venues_texts.texts",
        "dashboard.own.reading._headings",
        "layers.room_texts.RoomTexts.sections",
        "dashboard.plans.papers.texts.texts",
        "dashboard.plans.so_far.texts.texts",
        "dashboard.where_to_meet.export_texts.texts",
        "dashboard.wording.verdict_words._words",
        "dashboard.practices.export_texts.texts",
        "dashboard.evidence.texts.texts",
        "dashboard.files.printable._signs",
        "dashboard.heard.texts.texts",
        "dashboard.methods.chapters.chapters",
        "dashboard.methods.texts.texts",
        "dashboard.wording.glossary.glossary",
        "dashboard.wording.glossary.keys",
        "dashboard.wording.glossary.pattern",
        "dashboard.wording.language_names._names",
        "dashboard.wording.legend.texts",
        "dashboard.wording.streets.streets",
        "dashboard.wording.map_texts.map_texts",
        "dashboard.wording.ratio_words._texts",
        "dashboard.explore.questions.questions",
        "dashboard.explore.view_texts.texts",
        "dashboard.practices.list_changes.texts",
        "dashboard.parts.map_ground.rules",
        "dashboard.parts.practice_filter.texts",
        "dashboard.parts.targets.target_definition._ready_made",
        "dashboard.parts.waiting.waiting",
        "dashboard.take.table_texts.texts",
        "dashboard.api.programs._programs",
        "dashboard.web.headers.security_headers.settled",
        "dashboard.web.logged_query._ids",
        "dashboard.web.place_search.texts",
        "layers.ground.spelling.load_spellings",
        "layers.exercise.lists_of_people.people_headings",
        "layers.own.column_words.column_words",
    ),
    "a table of the snapshot for each of at most four atlases, or one": (
        "layers.ground.candidates._listed",
        "layers.ground.home_points.home_points",
        "dashboard.explore.places_shown.people_of",
        "dashboard.heard.places_asked.names_of",
        "dashboard.practices.form._members",
        "dashboard.practices.list_filter._every",
        "dashboard.seldom_heard.places_form._choices",
        "dashboard.seldom_heard.ready_made._presets",
        "dashboard.inequality.view.orderings_offered",
        "dashboard.inequality.comparable.comparable",
        "dashboard.inequality.comparable.other_places",
        "dashboard.parts.targets.target_definition._offered",
        "layers.ground.localities._stops_by_locality",
        "layers.ground.postcodes.home_postcodes",
        "layers.ground.venues.every_venue",
        "layers.inequality.age_adjustment._table",
        "layers.practices.patients_elsewhere.areas",
        "layers.practices.patients_elsewhere.residents",
        "layers.practices.patients_elsewhere._values",
        "layers.practices.patients_elsewhere._by_practice",
        "layers.practices.expected_registers.known",
        "layers.practices.footprints._by_area",
        "layers.geography.area_groups.network_shares",
        "layers.practices.unusual_practices.every",
        "layers.practices.unusual_practices.everywhere",
        "layers.targeting.partners._registered",
        "layers.targeting.partners._languages",
        "layers.targeting.partners._groups",
        "layers.ground.communities._communities",
        "layers.equality.orientation._table",
        "layers.equality.characteristics.equality_for",
        "layers.practices.practice_error._lists",
        "layers.practices.practice_error._errors",
        "layers.practices.care._newest",
        "layers.practices.care.region",
        "layers.practices.recorded_registers._years",
        "layers.change.decile_change._every",
        "dashboard.practices.unusual_text.everywhere",
        "dashboard.methods.page._publications",
        "layers.practices.recorded_registers.region",
        "layers.practices.recorded_registers.england",
        "layers.practices.units._names",
        "layers.practices.units.practice_weights",
        "layers.targeting.zones.neighbours_of",
        "dashboard.parts.age_notes._whole",
        "dashboard.explore.card._languages_of",
        "dashboard.inequality.mix.dissimilarities",
        "dashboard.parts.places_offered.places_offered",
        "dashboard.parts.place_gradient._home_district",
        "layers.exercise.places_lived.places",
        "layers.ground.search._index",
        "layers.ground.search_postcodes._postcodes",
    ),
    "an entry for each indicator, register, level or practice of the snapshot, checked before": (
        "dashboard.practices.list_table.columns",
        "layers.practices.expected_registers.funnel",
        "layers.geography.levels.places_at",
        "layers.ground.tables.table",
        "dashboard.explore.places_shown.units",
        "layers.atlas.Atlas.__init__._columns",
        "layers.atlas.Atlas.with_values.other._columns",
        "layers.atlas.Atlas.__init__._tables",
        "layers.atlas.Atlas.__init__._split",
        "layers.practices.expected_registers.usual",
        "layers.practices.unusual_practices.gathered",
        "layers.practices.unusual_practices._together",
        "dashboard.explore.card.region_figure",
        # An entry for each address of the API: the first rows of its example.
        "dashboard.api.document._answer",
    ),
    # Each has the atlas's tables once more, 10 MB if all are asked for. An exercise asks for all
    # nine groupings of its part, so that these hold no more than five parts.
    "four parts of the atlas that exercises asked": (
        "layers.exercise.places_asked._part",
        "layers.exercise.places_asked._Part.__init__._tables",
        "layers.geography.area_groups.grouping",
    ),
    # Kept layers 20 at most, carried ones 5; a table takes 50 kB.
    "nine files of one atlas, as its app holds them": ("dashboard.browser_data._once",),
    "sixteen atlases, each with 25 layers of at most 40 kB and their tables, 20 MB": (
        "dashboard.web.atlas_of_request._made",
    ),
    "a hundred layers, 100 kB each": ("dashboard.web.kept_layers.KeptLayers.__init__._read",),
    "four lists of indicators, each of the published ones and 25 others at most": (
        "dashboard.seldom_heard.criterion_rules._suiting",
    ),
    "two arrays of as many numbers as the code draws": ("layers.statistics.slope._normals",),
    "goes with its object: the catalogue, or what one request works with": (
        "dashboard.plans.visit.sent.Visit.heard",
        "dashboard.plans.visit.sent.Visit.heard_at",
        "layers.inequality.resampled_place.ResampledPlace.once",
        "layers.inequality.resampled_place.ResampledPlace.figures",
        "layers.inequality.resampled_place.ResampledPlace.effective",
        "layers.catalogue.definitions.Catalogue.by_theme",
        "layers.own.own_layer.OwnLayer.id",
        "layers.own.own_layer.OwnLayer.written",
        "layers.own.own_points.OwnPoints.id",
        "layers.own.own_points.OwnPoints.written",
        "layers.exercise.respondents.Question.categories",
        "layers.exercise.respondents.Question.broad",
        "layers.exercise.respondents.Question.fine",
        "layers.exercise.respondents.Question.lexicon",
        "layers.exercise.respondents.Respondents.bases",
        "layers.exercise.respondents.Respondents.questions",
        "dashboard.seldom_heard.brief.handout.Handout._asked",
        "dashboard.seldom_heard.brief.handout.Handout._listed",
        "dashboard.seldom_heard.brief.handout.Handout._marks",
        "dashboard.seldom_heard.brief.handout.Handout._most",
        "dashboard.seldom_heard.brief.handout.Handout.found",
        "dashboard.files.street_map._Drawing._edge",
        "dashboard.seldom_heard.brief.pages.Pages.ground",
        "dashboard.seldom_heard.brief.pages.Pages.known",
        "dashboard.seldom_heard.brief.pages.Pages.outlines",
        "dashboard.seldom_heard.brief.pages.Pages.group",
        "dashboard.seldom_heard.brief.pages.Pages.of_zones",
        "dashboard.seldom_heard.brief.pages.Pages.everywhere",
        "dashboard.seldom_heard.export_files.Files._areas",
        "dashboard.seldom_heard.export_files.Files._zones",
        "dashboard.seldom_heard.export_files.Files._partners",
        "dashboard.seldom_heard.export_files.Files._ground",
        "dashboard.parts.sessions.answer.Answer.sessions",
        "dashboard.parts.sessions.route_card.RouteCard.around",
        "dashboard.parts.sessions.route_card.RouteCard.communities",
        "dashboard.parts.sessions.route_card.RouteCard.english",
        "dashboard.parts.sessions.route_card.RouteCard.near",
        "dashboard.parts.sessions.route_card.RouteCard.row",
        "dashboard.seldom_heard.export_files.Files._left_out",
        "dashboard.where_to_meet.export_routes.Wanted.answer",
        "dashboard.where_to_meet.export_routes.Wanted.card",
        "layers.ground.around_venue.AroundVenue.localities",
        "layers.ground.around_venue.AroundVenue.postcodes",
        "layers.ground.around_venue.AroundVenue.sectors",
        "layers.ground.around_venue.AroundVenue.stations",
        "layers.ground.around_venue.AroundVenue.stops",
        "layers.ground.around_venue.AroundVenue.streets",
        "layers.ground.around_venue.AroundVenue.venues",
        "layers.ground.around_venue.AroundVenue.wards",
        "layers.targeting.covering_groups.Groups._by_group",
        "layers.targeting.covering_groups.Groups.starts",
        "layers.targeting.covering_problem.Problem.allowed",
        "layers.targeting.covering_problem.Problem.districts",
        "layers.targeting.covering_problem.Problem.groups",
        "layers.targeting.covering_problem.Problem.places",
        "layers.targeting.covering_problem.Problem.weights",
        "layers.targeting.session_reach.SessionReach._held",
        "layers.targeting.session_reach.SessionReach._people",
        "layers.targeting.session_reach.SessionReach.areas",
        "layers.targeting.session_reach.SessionReach.sessions",
        "dashboard.where_to_meet.own_venues_routes.Decided.columns",
        "layers.ground.around_venue.AroundVenue.nearest_street",
        "dashboard.where_to_meet.export_files.Files._more",
        "dashboard.where_to_meet.export_files.Files._sessions",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.communities",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.languages",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.localities",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.postcodes",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.sectors",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.stations",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.stops",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.street_names",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.streets",
        "dashboard.seldom_heard.on_the_ground.OnTheGround.venues",
        "dashboard.parts.address.Parts.__init__._notes",
        "dashboard.parts.address.Parts.__init__._values",
        "dashboard.serving.http_exchange.Exchange.__init__._environ",
    ),
    "an entry for each callback or file of the app": (
        "dashboard.web.browser_files._known",
        "dashboard.web.joined_files.JoinedFiles.__init__._made",
        "dashboard.web.callbacks.add_callback_check.types",
        "dashboard.web.browser_files.BrowserFiles.__init__._addresses",
        "dashboard.web.browser_files.BrowserFiles.__init__._bodies",
        "dashboard.web.browser_files.BrowserFiles.__init__._later",
        "dashboard.web.browser_files.BrowserFiles.__init__._compressing",
    ),
    "an entry for each worker": ("dashboard.web.metrics.Metrics.__init__._taken",),
    "with a process that reads one workbook": ("dashboard.upload.workbook_formats._plan",),
    "as many as a lane lets wait": ("dashboard.serving.queues.Queue.__init__._waiting",),
    # A name has 200 characters at most.
    "10,000 clients, 7 MB": ("dashboard.web.buckets.Buckets.__init__._left",),
    "8 MB": ("dashboard.web.compressed._Kept.__init__._bodies",),
    # A visit with all its answers takes some 3 kB.
    "the visits of sixteen plans": ("dashboard.parts.plans.plan_so_far._worked_out",),
    "as many bytes as each says": (
        "layers.bounded_cache.BoundedCache.__init__._entries",
        "layers.practices.patients_elsewhere._lived",
        "layers.practices.footprints._shares",
        "layers.practices.expected_registers._of_group",
        "layers.practices.care._of_group",
        "layers.practices.units._single",
        "layers.practices.practice_error._widths_of",
        "dashboard.parts.sessions.answer._remembered",
        "dashboard.parts.targets.handover._remembered",
        "dashboard.parts.targets.handover._partners",
        "dashboard.inequality.correlation.correlated",
        "dashboard.parts.place_gradient.place",
        "dashboard.parts.place_gradient.found",
        "dashboard.inequality.comparisons._contrasts",
        "dashboard.inequality.comparisons.changed",
        "dashboard.inequality.gradients.by_year",
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
