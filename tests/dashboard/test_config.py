"""Settings: each does what the manual says, and a slip is a sentence."""

import dataclasses
import re
from pathlib import Path

import pytest

from dashboard.config import Config, ConfigError, from_environment
from layers.atlas import SNAPSHOT

REPOSITORY = Path(__file__).parent.parent.parent
TILES = "https://tiles.example.nhs.uk/{z}/{x}/{y}.png"
# Read by gunicorn's own settings, not by the app.
SERVER = {"HOST", "PORT", "WEB_CONCURRENCY"}


def settings_in_the_manual() -> set[str]:
    manual = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
    section = manual.split("\n## Settings\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))


def test_every_setting_is_in_the_manual_and_every_one_in_the_manual_is_read() -> None:
    fields = {field.name.upper() for field in dataclasses.fields(Config)}
    assert settings_in_the_manual() == fields | SERVER
    server = (REPOSITORY / "gunicorn.conf.py").read_text(encoding="utf-8")
    for name in SERVER:
        assert re.search(rf"os\.environ\.get\(['\"]{name}['\"]\)", server), name


def test_every_setting_is_described_beside_the_code() -> None:
    for field in dataclasses.fields(Config):
        assert f"\n    {field.name}\n" in Config.__doc__
        assert f"``{field.name.upper()}``" in Config.__doc__


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_an_empty_value_counts_as_not_set(nothing: str) -> None:
    empty = dict.fromkeys(settings_in_the_manual(), nothing)
    assert from_environment(empty) == from_environment({}) == Config()
    assert Config().snapshot == SNAPSHOT
    assert Config().tiles_url == ""


def test_settings_are_taken_from_the_environment(tmp_path: Path) -> None:
    environment = {
        "SNAPSHOT": str(tmp_path),
        "TILES_URL": f" {TILES} ",
        "TILES_ATTRIBUTION": "© The tile people",
        "PATH": "/bin",
    }
    assert from_environment(environment) == Config(tmp_path, TILES, "© The tile people")


@pytest.mark.parametrize(
    "address",
    [TILES, TILES.replace("https", "http"), "https://{s}.tiles.nhs.uk:8443/a/{z}/{x}/{y}.png?k=1"],
)
def test_a_tile_address_is_taken_as_it_is(address: str) -> None:
    taken = from_environment({"TILES_URL": address, "TILES_ATTRIBUTION": "us"})
    assert taken.tiles_url == address


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example.nhs.uk/{z}/{x}/{y}.png",
        "//tiles.example.nhs.uk/{z}/{x}/{y}.png",
        "ftp://tiles.example.nhs.uk/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https://tiles.example.nhs.uk/{z}/{x}.png",
        "https://tiles.example.nhs.uk/",
        "yes",
        # Would name no server, or write more than a server into the security policy.
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example.nhs.uk; script-src */{z}/{x}/{y}.png",
        "https://tiles.example.nhs.uk 'unsafe-eval'/{z}/{x}/{y}.png",
    ],
)
def test_a_tile_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match=r"^TILES_URL is ['\"].*\. It must start with") as refused:
        from_environment({"TILES_URL": address, "TILES_ATTRIBUTION": "us"})
    assert repr(address) in str(refused.value)
    assert TILES in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("AUTH", "oidc", "AUTH is 'oidc'. It may be open,"),
        ("AUTH", "proxy", "AUTH is proxy without TRUSTED_PROXIES, so nobody could come in."),
        ("AUTH_HEADER", "X_User", "AUTH_HEADER is 'X_User'. It must be"),
        ("AUTH_HEADER", "X-User: a", "AUTH_HEADER is 'X-User: a'. It must be"),
        ("TRUSTED_PROXIES", "10.0.0.1, proxy", "TRUSTED_PROXIES holds 'proxy', which is neither"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "TRUSTED_PROXIES holds '10.0.0.1/8', which is neither"),
        ("METRICS_ADDRESSES", "*", "METRICS_ADDRESSES holds '*', which is neither"),
        ("EXPORTS_PER_MINUTE", "-1", "EXPORTS_PER_MINUTE is '-1'. It must be a whole number"),
        ("EXPORTS_PER_MINUTE", "many", "EXPORTS_PER_MINUTE is 'many'. It must be a whole number"),
        ("HIDE_COUNTS_BELOW", "1", "HIDE_COUNTS_BELOW is '1'. It must be a whole number from 2"),
        (
            "HIDE_COUNTS_BELOW",
            "few",
            "HIDE_COUNTS_BELOW is 'few'. It must be a whole number from 2",
        ),
        ("ACCESS_LOG", "-", "ACCESS_LOG is '-'. It may be on or off."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({name: value})
    assert str(refused.value).startswith(said)


def test_who_may_come_in_is_taken_from_the_environment() -> None:
    found = from_environment(
        {
            "AUTH": "proxy",
            "AUTH_HEADER": "X-Auth-Request-Email",
            "TRUSTED_PROXIES": "10.1.2.3,172.16.5.0/28 fd00::/64",
            "METRICS_ADDRESSES": "10.9.0.0/16",
            "EXPORTS_PER_MINUTE": "0",
            "HIDE_COUNTS_BELOW": "5",
            "ACCESS_LOG": "off",
        }
    )
    assert (found.auth, found.auth_header) == ("proxy", "X-Auth-Request-Email")
    assert [str(n) for n in found.trusted_proxies] == ["10.1.2.3/32", "172.16.5.0/28", "fd00::/64"]
    assert [str(n) for n in found.metrics_addresses] == ["10.9.0.0/16"]
    assert (found.exports_per_minute, found.access_log) == (0, False)
    assert found.hide_counts_below == 5


def test_tiles_without_their_credit_are_refused() -> None:
    with pytest.raises(ConfigError, match="TILES_ATTRIBUTION"):
        from_environment({"TILES_URL": TILES})


def test_settings_cannot_be_changed_later() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().tiles_url = TILES  # type: ignore[misc]
