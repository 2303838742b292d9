"""Where plans are kept: each way to say it, and no password in anything that is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.location import location, place

POSTGRESQL = "postgresql+psycopg://sh:p%40ss@db.example:5432/plans?sslmode=require"


@pytest.mark.parametrize("text", ["off", "OFF", "Off"])
def test_off_is_nowhere(text: str) -> None:
    assert location(text, {"HOME": "/home/a"}) is None


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({"HOME": "/a"}, "/a/.local/share/seldom-heard/plans.sqlite3"),
        ({"HOME": "/a", "XDG_DATA_HOME": "/d"}, "/d/seldom-heard/plans.sqlite3"),
        ({"HOME": "/a", "XDG_DATA_HOME": "d"}, "/a/.local/share/seldom-heard/plans.sqlite3"),
    ],
)
def test_unsaid_it_is_in_the_account_s_own_folder(environment: dict[str, str], file: str) -> None:
    assert location("", environment) == f"sqlite:///{file}"


@pytest.mark.parametrize("environment", [{}, {"HOME": ""}, {"HOME": "relative"}])
def test_an_account_without_a_folder_keeps_none(environment: dict[str, str]) -> None:
    assert location("", environment) is None


def test_a_file_and_a_database_are_taken_and_taken_again(tmp_path: Path) -> None:
    for text in (str(tmp_path / "a b#1.sqlite3"), POSTGRESQL):
        found = location(text, {})
        assert found is not None
        assert found.endswith(text)
        assert location(found, {}) == found
    assert location("plans.sqlite3", {}) == f"sqlite:///{Path.cwd()}/plans.sqlite3"


@pytest.mark.parametrize(
    "text",
    [
        *("/", "/tmp", "/tmp/", ":memory:", "sqlite:///:memory:", "sqlite:///", "a?mode=rw"),
        *("postgres://h/d", "postgresql://h/d", "mysql://h/d", "sqlite://h/d", "x" * 5000 + "/"),
        *("postgresql+psycopg://h", "postgresql+psycopg://h/", "postgresql+psycopg://u:a/b@h:5/d"),
        *("postgresql+psycopg://h:none/d", "postgresql+psycopg://[h/d"),
    ],
)
def test_what_can_keep_nothing_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(ValueError, match=r"^WORKSPACE .*\.$") as refused:
        location(text, {"HOME": "/home/a"})
    assert "postgresql+psycopg://" in str(refused.value)


def test_the_usual_slip_is_told() -> None:
    with pytest.raises(ValueError, match=r"Write postgresql\+psycopg://"):
        location("postgres://a:b@h/d", {})


@given(
    st.sampled_from(["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"]),
    st.sampled_from(["", "/d", "/d?sslmode=require", "/", ":no/d", ":5432/d?password={}"]),
)
def test_no_password_is_said(kind: str, end: str) -> None:
    """Neither of an address that is taken nor of one that is refused."""
    text = f"{kind}://sh:Hor5e@db.example{end.format('Hor5e')}"
    try:
        said = place(str(location(text, {})))
    except ValueError as error:
        said = str(error)
    assert "Hor5e" not in said
    assert "sh:" not in said


def test_where_it_leads_is_said_for_people() -> None:
    assert place(POSTGRESQL) == "the database plans on db.example"
    assert place("postgresql+psycopg:///plans") == "the database plans on this machine"
    assert place("sqlite:////srv/p.sqlite3") == "the file /srv/p.sqlite3"
