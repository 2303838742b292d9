"""Names as people write them, from publications in capitals, by lists that an analyst edits."""

import re

import pandas as pd
import pytest

from data import names
from layers.atlas import Atlas


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("THE DENSHAM SURGERY", "The Densham Surgery"),
        ("BHF HIGHGATE SURGERY", "BHF Highgate Surgery"),
        ("ASA MEDICAL GROUP", "ASA Medical Group"),
        ("SLC MEDICAL GROUP PCN", "SLC Medical Group PCN"),
        ("ACCLAIM NHS PCN", "Acclaim NHS PCN"),
        ("KINGSWELL SURGERY PMS PRACTICE", "Kingswell Surgery PMS Practice"),
        ("MERIDIAN HEALTH GROUP NEL PCN", "Meridian Health Group NEL PCN"),
        ("UOS STUDENT PCN", "UoS Student PCN"),
        ("GP AT HAND PCN", "GP at Hand PCN"),
        ("ST. ANN'S MEDICAL CENTRE", "St Ann's Medical Centre"),
        ("25 ST.MARY'S ROAD", "25 St Mary's Road"),
        ("TRAMWAYS MEDICAL CENTRE (O'CONNELL)", "Tramways Medical Centre (O'Connell)"),
        ("DR. MCDONALD AND O'NEIL", "Dr McDonald and O'Neil"),
        ("DR N DUMPHY & PARTNERS", "Dr N Dumphy & Partners"),
        ("DRS REDDY AND NUNN", "Drs Reddy and Nunn"),
        ("HENRY IV SURGERY (SHSC)", "Henry IV Surgery (SHSC)"),
        ("STANNINGTON AND HILLSBOROUGH PCN", "Stannington and Hillsborough PCN"),
        ("THORPE-LE-STREET (BRANCH)", "Thorpe-le-Street (Branch)"),
        ("UNIT A, THE HOPWOOD CTR,CARCROFT", "Unit A, The Hopwood Centre, Carcroft"),
        ("ONE MEDICARE LLP-THE LIGHT", "One Medicare LLP-The Light"),
        ("HEALTH VILLAGE/DEARNE VALLEY PCN", "Health Village/Dearne Valley PCN"),
        ("LS25/LS26 PCN", "LS25/LS26 PCN"),
        ("65D MIDLAND RD", "65d Midland Road"),
        ("BLACKBURN RD.MEDICAL CTR., BATLEY", "Blackburn Road Medical Centre, Batley"),
        ("MESSINGHAM MC", "Messingham Medical Centre"),
        ("WALKLEY HOUSE & STANNINGTON M.C", "Walkley House & Stannington Medical Centre"),
        ("GPA1 PCN", "GPA1 PCN"),
        ("THE AVENUE  ", "The Avenue"),
        ("AT THE WELL", "At the Well"),
        ("iHeart Barnsley", "iHeart Barnsley"),
        ("", ""),
    ],
)  # fmt: skip
def test_names_are_written_as_people_write_them(text: str, tidy: str) -> None:
    assert names.tidy(text) == tidy
    assert names.tidy(tidy) == tidy


def test_the_lists_are_in_capitals_as_the_publications_are() -> None:
    lists = names.spelling()
    for word in (*lists.capitals, *lists.words, *lists.names):
        assert word == word.upper()
    assert all(word == word.lower() for word in lists.small)


def test_every_name_in_the_atlas_reads_well(atlas: Atlas) -> None:
    """No abbreviation as a word ("Bhf"), none of the publication's short forms, no stray sign."""
    everyone = pd.concat([atlas.practices["name"], atlas.practices["pcn"]])
    for name in everyone.unique():
        for word in re.split(r"[\s/()&,-]+", name):
            assert not re.fullmatch(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]+", word) or word in {
                "St", "Dr", "Drs",
            }, name  # fmt: skip
            assert word.upper() not in {"CTR", "PRACT", "PRAC", "MED", "RD", "UNIV"}, name
        assert "." not in name
        assert "  " not in name
        assert " ," not in name
