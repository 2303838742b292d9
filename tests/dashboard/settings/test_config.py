"""Settings: each does what the manual says, and a slip is a sentence."""

import dataclasses
import errno
import re
import socket
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from dashboard.settings.config import MOST_WORKERS, Config, ConfigError, from_environment
from dashboard.settings.listening import can_listen
from dashboard.settings.start import worth_saying
from dashboard.web.metrics import ROWS

REPOSITORY = Path(__file__).parents[3]
TILES = "https://tiles.example.nhs.uk/{z}/{x}/{y}.png"


def settings_in_the_manual() -> set[str]:
    manual = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
    section = manual.split("\n## Settings\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))


def test_every_setting_is_in_the_manual_and_every_one_in_the_manual_is_read() -> None:
    fields = {field.name.upper() for field in dataclasses.fields(Config)}
    assert settings_in_the_manual() == fields


def test_settings_are_read_in_one_place() -> None:
    """What reads the environment elsewhere would not have been checked."""
    read = set()
    for path in [*(REPOSITORY / "dashboard").rglob("*.py"), *REPOSITORY.glob("*.py")]:
        code = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"(?:environ(?:\.get\(|\[)|getenv\()['\"](\w+)", code))
    # For gunicorn, which reads it by itself: set to what has been checked.
    assert read & settings_in_the_manual() == {"WEB_CONCURRENCY"}


def test_every_setting_is_described_beside_the_code() -> None:
    for field in dataclasses.fields(Config):
        assert f"\n    {field.name}\n" in Config.__doc__
        assert f"``{field.name.upper()}``" in Config.__doc__


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_an_empty_value_counts_as_not_set(nothing: str) -> None:
    empty = dict.fromkeys(settings_in_the_manual(), nothing)
    assert from_environment(empty) == from_environment({}) == Config()
    assert Config().snapshot is None
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
    assert repr(address)[1:60] in str(refused.value)
    assert TILES in str(refused.value)


TOO_WIDE = "which lets in nearly everybody"
NUMBER = "It must be a whole number from"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("AUTH", "oidc", "AUTH is 'oidc'. It may be open,"),
        ("AUTH", "Proxy", "AUTH is 'Proxy'. It may be open,"),
        ("AUTH", "proxy", "AUTH is proxy without TRUSTED_PROXIES, so nobody could come in."),
        ("AUTH", "x" * 500, f"AUTH is '{'x' * 60}…'. It may be open,"),
        ("AUTH_HEADER", "X_User", "AUTH_HEADER is 'X_User'. It must be"),
        ("AUTH_HEADER", "X-User: a", "AUTH_HEADER is 'X-User: a'. It must be"),
        *(
            ("AUTH_HEADER", name, f"AUTH_HEADER is '{name}', which browsers or proxies send anyway")
            for name in (
                "Host", "Cookie", "User-Agent", "X-Forwarded-For", "Authorization", "connection",
                "Content-Type", "CONTENT-LENGTH", "Accept", "Accept-Language", "Sec-Fetch-Site",
                "Origin", "Referer", "Forwarded", "X-Forwarded-Proto", "X-Real-IP", "Via", "TE",
                "X-Request-ID", "If-None-Match", "X-Requested-With", "Upgrade-Insecure-Requests",
            )
        ),
        ("TRUSTED_PROXIES", "10.0.0.1, proxy", "TRUSTED_PROXIES holds 'proxy', which is neither"),
        ("TRUSTED_PROXIES", "10.1.2.3-9", "TRUSTED_PROXIES holds '10.1.2.3-9', which is neither"),
        *(
            (name, part, f"{name} holds '{part}', an address with the size of a network. "
             f"Write {network} for the whole network, or {alone} for that address alone.")
            for name in ("TRUSTED_PROXIES", "METRICS_ADDRESSES")
            for part, network, alone in (
                ("10.1.2.3/24", "10.1.2.0/24", "10.1.2.3"),
                ("::ffff:10.1.2.3/120", "10.1.2.0/24", "10.1.2.3"),
                ("fd00::5/64", "fd00::/64", "fd00::5"),
            )
        ),
        *(
            (name, part, f"{name} covers {covered}, {TOO_WIDE}")
            for name in ("TRUSTED_PROXIES", "METRICS_ADDRESSES")
            for part, covered in (
                ("0.0.0.0/0", "0.0.0.0/0"),
                ("::/0", "::/0"),
                ("::ffff:0:0/96", "0.0.0.0/0"),
                ("::/64", "::/64"),
                ("10.0.0.0/7", "10.0.0.0/7"),
                ("2001:db8::/31", "2001:db8::/31"),
                ("128.0.0.0/8 " + ",".join(f"{n}.0.0.0/8" for n in range(129, 256)), "128.0.0.0/1"),
            )
        ),
        ("METRICS_ADDRESSES", "*", "METRICS_ADDRESSES holds '*', which is neither"),
        *(
            ("ALLOWED_HOSTS", part, f"ALLOWED_HOSTS holds '{part}', which is no name of a server")
            for part in (
                "https://atlas.nhs.uk", "atlas.nhs.uk:8443", "[::1]:80", "*.nhs.uk", ".nhs.uk",
                "atlas.nhs.uk/", "-a", "é.uk", "a:",
            )
        ),
        ("EXPORTS_PER_MINUTE", "-1", f"EXPORTS_PER_MINUTE is '-1'. {NUMBER} 0 to 99999"),
        ("EXPORTS_PER_MINUTE", "many", f"EXPORTS_PER_MINUTE is 'many'. {NUMBER} 0"),
        ("HIDE_COUNTS_BELOW", "1", f"HIDE_COUNTS_BELOW is '1'. {NUMBER} 2"),
        ("HIDE_COUNTS_BELOW", "few", f"HIDE_COUNTS_BELOW is 'few'. {NUMBER} 2"),
        *(
            ("WEB_CONCURRENCY", value, f"WEB_CONCURRENCY is '{value}'. {NUMBER} 1 to 32; 2 serve")
            for value in ("0", "two", "-1", "1000", "33", "2.0", "\u0662", "1e1", "9" * 50)
        ),
        *(
            ("PORT", value, f"PORT is '{value}'. {NUMBER} 1 to 65535.")
            for value in ("70000", "0", "abc", "65536", "80 50", "+80", "tcp://10.0.0.1:8050")
        ),
        *(
            ("HOST", value, f"HOST is '{value}', which is no address. It may be 127.0.0.1")
            for value in ("nonsense", "300.1.1.1", "0.0.0.0:80", "http://[::]", "*", "::g", "127.1")
        ),
        ("HOST", "224.0.0.1", "HOST is '224.0.0.1', where no server can listen."),
        ("HOST", "255.255.255.255", "HOST is '255.255.255.255', where no server can listen."),
        ("HOST", "fe80::1%eth0", "HOST is 'fe80::1%eth0', where no server can listen."),
        ("SNAPSHOT", __file__, "SNAPSHOT is "),
        ("SNAPSHOT", "/nothing/here", "SNAPSHOT is '/nothing/here', which is not there."),
        ("SNAPSHOT", "x" * 5000, f"SNAPSHOT is '{'x' * 60}…', which "),
        ("ACCESS_LOG", "-", "ACCESS_LOG is '-'. It may be on or off."),
        ("ACCESS_LOG", "True", "ACCESS_LOG is 'True'. It may be on or off."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused(name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({name: value})
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"proxy"', "AUTH is '\"proxy\"'. Leave the quotation marks out"),
        ("'proxy'", "AUTH is \"'proxy'\". Leave the quotation marks out"),
        ("“proxy”", "AUTH is '“proxy”'. Leave the quotation marks out"),
        ("proxy  # signed in", "AUTH is 'proxy  # signed in'. What follows the # counts as part"),
        ("# proxy", "AUTH is '# proxy'. What follows the # counts as part"),
        ("pro\nxy", r"AUTH is 'pro\nxy'. It holds a line break"),
        ("proxy\x00", r"AUTH is 'proxy\x00'. It holds a line break"),
        ("\udcff", r"AUTH is '\udcff'. It holds a line break or a sign that nobody can read"),
    ],
)
def test_what_files_of_settings_bring_along_is_said(value: str, said: str) -> None:
    """``docker run --env-file`` takes a line as it stands."""
    with pytest.raises(ConfigError) as refused:
        from_environment({"AUTH": value})
    assert str(refused.value).startswith(said)


def test_a_windows_line_end_is_none_of_the_value() -> None:
    found = from_environment({"PORT": " 9000\r", "ACCESS_LOG": "off\r\n", "HOST": "\t::1 "})
    assert (found.port, found.access_log, found.host) == (9000, False, "::1")
    assert from_environment({"TILES_ATTRIBUTION": "© Map #1"}).tiles_attribution == "© Map #1"


@pytest.mark.parametrize(
    ("host", "address", "alone"),
    [
        ("", "127.0.0.1:9000", True),
        ("localhost", "127.0.0.1:9000", True),
        ("0.0.0.0", "0.0.0.0:9000", False),
        ("::", "[::]:9000", False),
        ("[::]", "[::]:9000", False),
        ("0:0::1", "[::1]:9000", True),
        ("::ffff:10.1.2.3", "10.1.2.3:9000", False),
    ],
)
def test_where_it_listens(host: str, address: str, alone: bool) -> None:
    found = from_environment({"HOST": host, "PORT": "9000", "WEB_CONCURRENCY": "32"})
    assert (found.address, found.alone, found.web_concurrency) == (address, alone, 32)


def test_old_workers_and_new_ones_all_have_a_row_of_metrics() -> None:
    assert 2 * MOST_WORKERS <= ROWS


def test_whether_it_may_listen_there_is_tried() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        can_listen("127.0.0.1", taken.getsockname()[1])  # the server waits for the one before it
    with pytest.raises(ConfigError, match=r"^HOST is '203\.0\.113\.9', which is no address of"):
        can_listen("203.0.113.9", 9000)


def test_a_port_that_the_account_may_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = MagicMock()
    closed.return_value.__enter__.return_value.bind.side_effect = OSError(errno.EACCES, "no")
    monkeypatch.setattr(socket, "socket", closed)
    with pytest.raises(ConfigError, match=r"^PORT is 80, which this account may not listen on"):
        can_listen("0.0.0.0", 80)


def test_open_is_said_aloud_and_a_proxy_that_is_not_believed() -> None:
    proxied = {"AUTH": "proxy", "TRUSTED_PROXIES": "10.1.2.3"}
    for environment, said in (
        ({}, ["AUTH is open: everybody who can reach port 8050 on this machine, or a proxy on"]),
        ({"HOST": "::"}, ["AUTH is open: everybody who can reach port 8050 of this machine",
                          "TRUSTED_PROXIES is empty, so no proxy is believed."]),
        ({"HOST": "fd00::2", "TRUSTED_PROXIES": "fd00::1"},
         ["AUTH is open: everybody who can reach [fd00::2]:8050"]),
        (proxied, []),
        (proxied | {"HOST": "0.0.0.0"}, []),
    ):  # fmt: skip
        found = worth_saying(from_environment(environment))
        assert [one[: len(start)] for one, start in zip(found, said, strict=True)] == said
    assert "set AUTH=proxy and TRUSTED_PROXIES" in worth_saying(Config())[0]


def test_who_may_come_in_is_taken_from_the_environment() -> None:
    found = from_environment(
        {
            "AUTH": "proxy",
            "AUTH_HEADER": "X-Auth-Request-Email",
            "TRUSTED_PROXIES": "10.1.2.3,172.16.5.0/28 fd00::/64, ::ffff:10.1.2.4",
            "METRICS_ADDRESSES": "10.0.0.0/8 ::ffff:10.9.0.0/112 2001:db8::/32",
            "ALLOWED_HOSTS": "Atlas.NHS.example., 10.1.2.3 ::1,[FD00::0:5]",
            "EXPORTS_PER_MINUTE": "0",
            "HIDE_COUNTS_BELOW": "5",
            "ACCESS_LOG": "off",
        }
    )
    assert (found.auth, found.auth_header) == ("proxy", "X-Auth-Request-Email")
    proxies = ["10.1.2.3/32", "172.16.5.0/28", "fd00::/64", "10.1.2.4/32"]
    assert [str(n) for n in found.trusted_proxies] == proxies
    gatherers = ["10.0.0.0/8", "10.9.0.0/16", "2001:db8::/32"]
    assert [str(n) for n in found.metrics_addresses] == gatherers
    assert found.allowed_hosts == {"atlas.nhs.example", "10.1.2.3", "[::1]", "[fd00::5]"}
    assert (found.exports_per_minute, found.access_log) == (0, False)
    assert found.hide_counts_below == 5


def test_tiles_without_their_credit_are_refused() -> None:
    with pytest.raises(ConfigError, match="TILES_ATTRIBUTION"):
        from_environment({"TILES_URL": TILES})


def test_settings_cannot_be_changed_later() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().tiles_url = TILES  # type: ignore[misc]
