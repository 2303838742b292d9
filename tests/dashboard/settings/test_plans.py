"""Settings of plans: where they are kept, who may, and what the start says of it."""

from pathlib import Path

import pytest

from dashboard.settings.config import Config, ConfigError, from_environment
from dashboard.settings.roles import Roles, read_roles
from dashboard.settings.start import worth_saying

HOME = {"HOME": "/home/a"}
KEPT = "Plans are kept in the file /home/a/.local/share/seldom-heard/plans.sqlite3. "
PROXY = {"AUTH": "proxy", "TRUSTED_PROXIES": "10.1.2.3"}
ROLES = """
everybody = "viewer"

[people]
"A.Person@nhs.example" = "editor"

[groups]
"sh-Leads" = "lead"
"""


def roles_file(folder: Path, text: str) -> str:
    file = folder / "roles.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_plans_are_kept_for_who_uses_this_machine_alone_and_off_switches_them_off() -> None:
    found = from_environment(HOME)
    assert found.workspace == "sqlite:////home/a/.local/share/seldom-heard/plans.sqlite3"
    assert from_environment(HOME | {"WORKSPACE": "off"}).workspace == Config().workspace == "off"
    assert (found.workspace_open, found.undo_days, found.auth_groups_header) == (False, 30, "")


@pytest.mark.parametrize(
    ("environment", "kept"),
    [
        ({}, True),
        ({"HOST": "::1"}, True),
        ({"HOST": "0.0.0.0"}, False),
        # A proxy on this machine brings others here.
        ({"TRUSTED_PROXIES": "127.0.0.1"}, False),
        ({"HOST": "0.0.0.0", "WORKSPACE_OPEN": "no"}, False),
        ({"HOST": "0.0.0.0", "WORKSPACE_OPEN": "yes"}, True),
        (PROXY | {"HOST": "0.0.0.0"}, True),
    ],
)
def test_unless_it_is_known_who_may_none_are_kept(environment: dict[str, str], kept: bool) -> None:
    assert from_environment(environment).may_keep_plans is kept


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"WORKSPACE": "off"}, []),
        ({}, [f"{KEPT}Whoever uses a browser on this machine can see and change them."]),
        ({"HOST": "0.0.0.0"}, ["No plans are kept: nobody signs in, and others than this machine"]),
        ({"HOST": "0.0.0.0", "WORKSPACE_OPEN": "yes"}, [f"{KEPT}WORKSPACE_OPEN is yes: everybody"]),
        (PROXY, [f"{KEPT}ROLES gives nobody a role, so nobody can see them yet;"]),
        (PROXY | {"WORKSPACE": "postgresql+psycopg://sh:Hor5e@db/plans"},
         ["Plans are kept in the database plans on db. ROLES gives nobody"]),
    ],
)  # fmt: skip
def test_the_start_says_where_they_are_and_who_can_see_them(
    environment: dict[str, str], said: list[str]
) -> None:
    config = from_environment(HOME | environment)
    found = [one for one in worth_saying(config) if "lans are kept" in one]
    assert [one[: len(start)] for one, start in zip(found, said, strict=True)] == said
    assert "Hor5e" not in str(worth_saying(config)) + repr(config)


def test_roles_are_read_by_person_and_by_group(tmp_path: Path) -> None:
    file = roles_file(tmp_path, ROLES)
    environment = PROXY | {"ROLES": file, "AUTH_GROUPS_HEADER": "X-Forwarded-Groups"}
    found = from_environment(environment).roles
    assert found.of("somebody@nhs.example", []) == "viewer"
    assert found.of("a.person@NHS.example", []) == "editor"
    assert found.of("a.person@nhs.example", ["others", "SH-LEADS"]) == "lead"
    assert from_environment(PROXY).roles.of("a.person@nhs.example", ["sh-leads"]) == ""
    assert read_roles(roles_file(tmp_path, "[people]\na = 'lead'\n")).of("b", ["a"]) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("everybody = 'owner'", "ROLES gives everybody the role 'owner'"),
        ("everybody = ['lead']", "ROLES gives everybody the role"),
        ("[people]\na = 'Editor'", "ROLES gives 'a' the role 'Editor'"),
        ("[people]\na = 3", "ROLES gives 'a' the role '3'"),
        ("[people]\na.b = 'editor'", "ROLES gives 'a' the role"),
        ("[people]\na = 'lead'\nA = 'viewer'", "ROLES names 'A' twice"),
        ("[people]\n' ' = 'lead'", "ROLES names ' ' twice, or nobody"),
        ("people = 'lead'", "ROLES has people that is no list"),
        ("[peeple]\na = 'lead'", "ROLES, "),
        ("a = ", "ROLES, "),
        ("[groups]\na = 'lead'", "ROLES has [groups] without AUTH_GROUPS_HEADER"),
    ],
)
def test_a_slip_in_the_file_is_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment(PROXY | {"ROLES": roles_file(tmp_path, text)})
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ROLES", "/nothing/here", "ROLES is '/nothing/here', which is no file that can be read."),
        ("ROLES", "/", "ROLES is '/', which is no file that can be read."),
        ("AUTH_GROUPS_HEADER", "Cookie", "AUTH_GROUPS_HEADER is 'Cookie', which browsers or"),
        ("AUTH_GROUPS_HEADER", "X_Groups", "AUTH_GROUPS_HEADER is 'X_Groups'. It must be"),
        ("AUTH_GROUPS_HEADER", "x-forwarded-user", "AUTH_GROUPS_HEADER is 'x-forwarded-user', w"),
        ("WORKSPACE_OPEN", "Yes", "WORKSPACE_OPEN is 'Yes'. It may be yes, where everybody"),
        ("UNDO_DAYS", "0", "UNDO_DAYS is '0'. It must be a whole number from 1 to 365"),
        ("WORKSPACE", "/tmp", "WORKSPACE names no file"),
        ("WORKSPACE", '"Hor5e"', "WORKSPACE is set. Leave the quotation marks out"),
        ("WORKSPACE", "postgres://a:Hor5e@h/d", "WORKSPACE is an address of an unknown kind."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({name: value})
    assert str(refused.value).startswith(said)
    assert "Hor5e" not in str(refused.value)
    assert len(str(refused.value)) < 400


def test_settings_hold_the_roles_that_were_read_at_the_start() -> None:
    assert Config().roles == Roles()
