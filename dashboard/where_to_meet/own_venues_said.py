"""What is said of a list of venues: what was read of it, and what was left out."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import msgspec
from dash import html
from dash.development.base_component import Component

from dashboard.parts.attributes import aria, data
from dashboard.parts.plain_markup import Still, still
from dashboard.parts.rows_left_out import left_out_list
from dashboard.parts.sessions.own_venues import OwnVenues
from dashboard.parts.sessions.venue_columns import venue_columns
from dashboard.where_to_meet.own_venues_texts import say
from dashboard.wording.number_text import count
from layers.ground.candidates import OwnVenue

# Venues that are listed, to look over; it is said how many more there are.
MOST_LISTED = 100


def sentence(read: OwnVenues) -> str:
    """How many venues were read."""
    if not read.venues:
        return say("read_none")
    many = len(read.venues)
    return say("read_one") if many == 1 else say("read", venues=count(many))


def said_of(read: OwnVenues) -> list[Still]:
    """Everything else there is to see about a list, as plain markup.

    A change of one of its selects goes back to the server with the file: of ``data-column`` the
    column with that id, of ``data-sheet`` the workbook's sheet.
    """
    parts: list[Component] = []
    if read.notes:
        parts.append(html.Ul([html.Li(text) for text in read.notes], className="flag ps-4 my-2"))
    if read.left:
        parts.append(left_out_list(read.left, "own-venues-left", opened=not read.venues))
    if read.venues:
        parts.append(_venues(read))
    parts.append(_columns(read))
    return still(parts)


def sent(venue: OwnVenue) -> dict[str, Any]:
    """A venue as the page holds it: without what it has not."""
    return {name: value for name, value in asdict(venue).items() if value != ""}


def line_of(venue: OwnVenue) -> Component:
    """A venue as a line of a list, with the button that takes it off: of which venue that is,
    ``data-own-venue`` says to the page's program."""
    what = ", ".join(filter(None, (venue.name, venue.address, venue.postcode)))
    off = html.Button(
        say("take_off"),
        type="button",
        className="btn btn-link p-0 align-baseline",
        **data(own_venue=msgspec.json.encode(sent(venue)).decode()),
        **aria(label=say("take_off_what", name=venue.name)),
    )
    return html.Li([what, " ", off])


def _venues(read: OwnVenues) -> Component:
    first = read.venues[:MOST_LISTED]
    rows = [line_of(venue) for venue in first]
    if more := len(read.venues) - len(first):
        rows.append(html.Li(say("more", number=count(more))))
    return html.Details([html.Summary(say("listed")), html.Ul(rows)], id="own-venues-listed")


def _columns(read: OwnVenues) -> Component:
    fields = []
    if len(read.sheets) > 1:
        fields.append(_select("sheet", say("sheet"), sorted(read.sheets), read.sheets[0], sheet=""))
    for name, label in venue_columns().labels.items():
        heading = read.columns[name]
        fields.append(_select(name, label, ["", *read.headers], heading, column=name))
    unused = [f"“{header}”" for header in read.unread]
    note = [html.P(say("not_read", headers=", ".join(unused)), className="note")] if unused else []
    inner = [html.Summary(say("columns")), *fields, *note]
    return html.Details(inner, id="own-venues-columns", open=not read.venues)


def _select(name: str, label: str, choices: Sequence[str], value: str, **mark: str) -> Component:
    """A list to choose from as plain markup, whose changes the page's program sees."""
    html_id = f"own-venues-column-{name}"
    options = [
        html.Option(one or say("column_none"), value=one, selected=one == value) for one in choices
    ]
    look = "form-select form-select-sm"
    select = html.Select(options, id=html_id, className=look, **data(**mark))
    return html.Div(
        [html.Label(label, htmlFor=html_id, className="form-label mb-0"), select],
        className="field-block",
    )
