"""Fields: every control has a name, and a frame that can be hidden."""

from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard.parts import fields, menus
from dashboard.parts.chips import chips
from dashboard.parts.combobox import chosen, combobox, groups, offered

CHOICES = [("a", "Letter A"), ("b", "Letter B")]


def parts(component: Component) -> list[Component]:
    return [component, *(one for one in component._traverse() if isinstance(one, Component))]


def named(component: Component, kind: str) -> list[Component]:
    return [one for one in parts(component) if type(one).__name__ == kind]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (fields.select("it", "Which?", CHOICES, "a"), "Select"),
        (fields.number("it", "Which?", 3, low=0, high=9), "Input"),
        (fields.text("it", "Which?", "a", longest=80), "Input"),
        (combobox("it", "Which?", groups({"Letters": [{"value": "a", "label": "A"}]})), "Input"),
    ],
)
def test_a_label_names_its_control(made: Component, kind: str) -> None:
    (label,) = named(made, "Label")
    (control,) = named(made, kind)
    assert (label.children, label.html_for, control.id) == ("Which?", "it", "it")
    assert made.id == "it-field"


@pytest.mark.parametrize("make", [fields.checklist, fields.radios, fields.buttons, fields.toggles])
def test_a_legend_names_a_group(make: Any) -> None:
    made = make("it", "Which?", CHOICES, note="Choose.")
    assert type(made).__name__ == "Fieldset"
    assert [one.children for one in named(made, "Legend")] == ["Which?"]
    assert [one.children for one in named(made, "P")] == ["Choose."]
    assert made.id == "it-field"


def test_the_label_of_a_control_by_pattern_names_it_as_dash_writes_its_id() -> None:
    made = fields.select({"row": 3, "page": "p", "part": "rule"}, "How?", CHOICES)
    (label,) = named(made, "Label")
    assert label.html_for == '{"page":"p","part":"rule","row":3}'
    assert made.id == {"page": "p", "part": "rule-field", "row": 3}


def test_choices_stand_under_headings_that_cannot_be_chosen() -> None:
    found = fields.options({"Letters": CHOICES, "None": []})
    assert [one["value"] for one in found if not one.get("disabled")] == ["a", "b"]
    assert [one["label"] for one in found if one.get("disabled")] == ["Letters", "None"]


def test_a_combobox_holds_its_value_and_its_choices_apart() -> None:
    made = combobox("it", "Which?", [], "a")
    held = {str(one.id): one.data for one in named(made, "Store") if hasattr(one, "data")}
    assert held[str(chosen("it"))] == "a"
    assert held[str(offered("it"))] == []


def test_a_file_is_a_link_that_says_what_it_is() -> None:
    (link,) = menus.file_links([("/x/export/csv?i=1", "CSV", "the CSV")])
    assert (link.href, link.children) == ("/x/export/csv?i=1", "CSV")
    assert link.to_plotly_json()["props"]["data-file"] == "the CSV"


def test_the_last_chips_cannot_be_taken_off() -> None:
    assert [one.disabled for one in chips("p", "chip", CHOICES, fewest=2)] == [True, True]
    free = chips("p", "chip", CHOICES, fewest=1)
    assert [one.disabled for one in free] == [False, False]
    assert free[0].to_plotly_json()["props"]["aria-label"] == "Take off Letter A"
