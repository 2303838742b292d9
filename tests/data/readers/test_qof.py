"""Practice registers: every register of every practice, with the list it is a share of."""

import pytest

from data.readers import qof
from tests.data import samples
from tests.data.refusals import RENAMED, Spoilt, refuses

GOOD = samples.qof({"C86001": (12, 400), "C86002": (0, 119)})


def test_each_row_keeps_its_own_list() -> None:
    frame = qof.read_registers(GOOD, "f.csv")
    assert len(frame) == 2 * len(samples.REGISTERS) == 42
    row = frame.set_index(["practice", "register"]).loc[("C86001", "DM")]
    assert row.to_dict() == {"list_type": "17OV", "on_register": 12.0, "list_size": 400.0}


def test_further_columns_and_another_order_make_no_difference() -> None:
    header, *lines = GOOD.decode().splitlines()
    wider = [f"QOF,{','.join(reversed(line.split(',')))}" for line in lines]
    turned = "\n".join([f"PUBLICATION,{','.join(reversed(header.split(',')))}", *wider, ""])
    assert qof.read_registers(turned.encode(), "f").equals(qof.read_registers(GOOD, "f"))


def test_a_register_may_exceed_its_list() -> None:
    """Y05750 has 120 people with a learning disability on a list of 119: kept as published."""
    frame = qof.read_registers(GOOD.replace(b"C86002,LD,0.0", b"C86002,LD,120.0"), "f.csv")
    assert frame.query("practice == 'C86002' and register == 'LD'")["on_register"].item() == 120


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt(",REGISTER,", ",REGISTERED,", "nearest is 'REGISTERED'", column="REGISTER",
               do=RENAMED),
        Spoilt("C86001,AF,12.0", "C86001,AF,*", "'*' is not a number", column="REGISTER", row=2),
        Spoilt("C86001,AST,", "C86001,AF,", "C86001, AF is given twice", column="GROUP_CODE",
               row=3),
        Spoilt("C86001,AST,12.0", "C86001,AST,-2", "is negative (-2)", column="REGISTER",
               row=3),
        Spoilt("AST,12.0,06OV,400", "AST,12.0,06OV,", "the count is empty",
               column="PRACTICE_LIST_SIZE", row=3),
        Spoilt("AST,12.0,06OV", "AST,12.0,05OV", "'05OV' is not a known list type",
               column="PATIENT_LIST_TYPE", row=3, do="teach layers/practices/prevalence.py"),
        Spoilt("C86001,HYP", "C86001,HYPER", "holds 22 registers, not 21", column="GROUP_CODE",
               do="raw practice prevalence file"),
    ],
    ids=lambda spoilt: spoilt.says[:30],
)  # fmt: skip
def test_slips_are_refused_in_words(spoilt: Spoilt) -> None:
    spoilt.check(qof.read_registers, GOOD)


def test_an_empty_file() -> None:
    with refuses("is empty"):
        qof.read_registers(b"", "the-file.csv")
