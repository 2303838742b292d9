"""Whom to thank, in one line."""

from dashboard.files.credit import credit_line

OPEN = "licensed under the Open Government Licence v3.0."
COPYRIGHT = "Contains OS data © Crown copyright and database right"


def source(attribution: str, licence: str = "OGL-UK-3.0") -> dict[str, str]:
    return {"attribution": attribution, "licence": licence}


def test_publishers_come_together_and_each_is_thanked_once() -> None:
    said = credit_line(
        [
            source(f"Source: Office for National Statistics, Census 2021, {OPEN}"),
            source(f"Source: Office for National Statistics, {OPEN} {COPYRIGHT}."),
            source(f"Contains information from NHS England, Patients, {OPEN}"),
            source(
                "Contains Ordnance Survey data © Crown copyright and database right 2017.", "OS"
            ),
            source(f"{COPYRIGHT} 2024."),
            source("Community Needs Index 2023: OCSI, used as published.", "as published"),
        ]
    )
    assert said == (
        "Source: Office for National Statistics, Census 2021; NHS England, Patients, "
        f"{OPEN} {COPYRIGHT} 2017, 2024. Community Needs Index 2023: OCSI, used as published."
    )


def test_nobody_to_thank() -> None:
    assert credit_line([]) == ""
