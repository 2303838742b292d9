"""What goes with sessions in every file: the question, how good the answer is, what to take care
of, and the publications that it rests on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dashboard.files.about import ECOLOGICAL, About, Lines, day, known_sources, of_tables
from dashboard.files.about import own_caveats as caveats_of
from dashboard.files.table import Table, name_of
from dashboard.parts.own_notes import own_notes
from dashboard.parts.sessions import said
from dashboard.parts.sessions.answer import Answer
from dashboard.parts.sessions.groups_reached import ENGLISH, communities
from dashboard.parts.sessions.texts import say as kind_said
from dashboard.where_to_meet.export_texts import counted, say
from dashboard.wording import number_text
from layers.exercise.heard_criterion import words as exercise_words
from layers.exercise.people_asked import sources as asked_sources
from layers.ground.candidates import OWN, of_ids
from layers.targeting.covering_problem import ROUNDING

# Publications behind each kind of venue.
_LISTS = {
    "library": ("libraries",),
    "school": ("schools", "school_links"),
    "surgery": ("ods_practices",),
    "pharmacy": ("ods_pharmacies",),
    "stop": ("naptan",),
}
_NEAR = ("naptan", "ods_practices", "ods_pharmacies")
_ALWAYS = ("venues", "walk", "people", "groups", "added", "numbers", "near")


def sessions_about(
    answer: Answer, tables: Sequence[Table], *, made: date, link: str, ignored: Iterable[str] = ()
) -> About:
    """What goes with a file of sessions.

    Parameters
    ----------
    tables
        Those that the file holds: their columns are told.
    made
        The day to print; nothing here looks at a clock.
    link
        The page's address that asks the same again.
    ignored
        What in the address could not be used, as sentences.
    """
    group = answer.atlas.indicators[answer.request.group]
    criteria = answer.request.definition.criteria if answer.request.definition else ()
    asked = dict.fromkeys([group, *(answer.atlas.indicators[c.indicator] for c in criteria)])
    title = say("about", "title", name=answer.request.name or name_of(group))
    sentence = said.sentence(answer)
    lines: Lines = [
        (_line("title"), title),
        (_line("found"), sentence),
        *((_line("note"), note) for note in (*ignored, *own_notes(answer.atlas, asked, link))),
        (_line("made"), day(made)),
        *([(_line("link"), link)] if link else []),
        *_question(answer),
        *_answered(answer),
    ]
    caveats = [*_caveats(answer), *caveats_of(answer.atlas, [group])]
    return of_tables(title, sentence, made, link, tables, lines, caveats, sources(answer))


def sources(answer: Answer) -> list[tuple[dict[str, Any], str]]:
    """Publications that sessions rest on, each with what for."""
    atlas, asked = answer.atlas, answer.request
    group = atlas.indicators[asked.group]
    uses: dict[str, list[str]] = {}

    def use(what: str, names: Iterable[str]) -> None:
        for name in names:
            uses.setdefault(name, []).append(what)

    use(name_of(group), [group.source])
    if asked.definition:
        used = [atlas.indicators[one.indicator].source for one in asked.definition.criteria]
        use(say("uses", "zones"), used)
        if asked.definition.heard:
            use(say("uses", "exercise"), asked_sources(asked.definition.heard.base))
    use(say("uses", "homes"), ["codepoint_open", "boundaries_lsoa"])
    use(say("uses", "venues"), [name for kind in asked.kinds for name in _LISTS.get(kind, ())])
    use(say("uses", "areas"), ["lsoa_to_ward", "msoa_names"])
    shown = dict.fromkeys(atlas.indicators[one].source for one in (*communities(atlas), *ENGLISH))
    use(say("uses", "groups"), shown)
    use(say("uses", "near"), _NEAR)
    return known_sources(atlas, uses)


def _question(answer: Answer) -> Lines:
    """Everything that was asked, in full."""
    asked, venues = answer.request, answer.asked.venues
    group = answer.atlas.indicators[asked.group]
    names = venues["name"]
    kinds = [kind_said("kinds", kind) for kind in asked.kinds if kind != OWN]
    own = int(venues["kind"].eq(OWN).sum())
    lines: Lines = [
        (_line("group"), f"{name_of(group)}. {group.description}"),
        (_line("where"), answer.where),
        (_line("number"), number_text.count(asked.number)),
        (
            _line("reach"),
            say(
                "about",
                "metres",
                reach=number_text.count(asked.reach),
                line=number_text.count(asked.straight),
                detour=f"{asked.detour:g}",
            ),
        ),
        (
            _line("kinds"),
            say(
                "about",
                "kinds",
                kinds="; ".join(kinds),
                number=number_text.count(len(venues) - own),
            ),
        ),
        (_line("people_at"), say("about", f"at_{asked.at}")),
    ]
    if own:
        lines.append((_line("own"), counted("about", "own_number", own)))
    if asked.most_in_district:
        lines.append((_line("most_in_district"), number_text.count(asked.most_in_district)))
    if asked.each_zone:
        lines.append((_line("each_zone"), say("lines", "yes")))
    if asked.must:
        lines.append((_line("must"), "; ".join(names[one] for one in asked.must)))
    if asked.must_not:
        lines.append((_line("must_not"), "; ".join(_named(answer, asked.must_not))))
    return lines


def _answered(answer: Answer) -> Lines:
    """How good the answer is, and what one session more or fewer would change."""
    reach, names = answer.reach, answer.asked.venues["name"]
    weighed = f" {say('about', 'weighed')}" if answer.request.silence else ""
    lines: Lines = [(_line("proof"), f"{said.proof(answer)}{weighed}")]
    if answer.request.silence:
        share = number_text.percent(100 * reach.unheard)
        lines.append((_line("unheard"), say("lines", "unheard_said", share=share)))
    for name, found in (("more", reach.one_more()), ("fewer", reach.one_fewer())):
        text = said.no_more(answer).rstrip(".") if name == "more" else say("about", "no_fewer")
        if found:
            venue, people = found
            told = {"people": number_text.count(people), "noun": said.noun(answer)}
            text = say("about", name, venue=names[venue], **told)
        lines.append((_line(name), text))
    beyond = float(reach.out_of_reach(answer.atlas)["beyond"].sum())
    if beyond > ROUNDING:
        share = number_text.percent(100 * beyond / reach.everybody)
        text = say("lines", "beyond_said", people=number_text.count(beyond), share=share)
        lines.append((_line("beyond"), text))
    return lines


def _caveats(answer: Answer) -> Lines:
    names = list(_ALWAYS)
    if answer.request.at == "areas":
        names[names.index("people")] = "people_areas"
    if answer.asked.venues["kind"].eq(OWN).any():
        names.append("own")
    lines: Lines = [(say("caveats", "every"), ECOLOGICAL)]
    definition = answer.request.definition
    if definition and definition.heard:
        lines.append((say("caveats", "every"), exercise_words(definition.heard).unlike))
    return lines + [(say("caveats", name), say("caveats", f"{name}_said")) for name in names]


def _named(answer: Answer, ids: Sequence[str]) -> list[str]:
    """What venues that were left out are called; of own ones only the id is known here."""
    names = of_ids(answer.atlas, ids)["name"]
    return [str(names.get(one, one)) for one in ids]


def _line(name: str) -> str:
    return say("lines", name)
