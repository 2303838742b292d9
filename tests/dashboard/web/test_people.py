"""Which role a request has: as the proxy and the file of roles say, all on one's own machine."""

import ipaddress
from typing import Any

import pytest

from dashboard.settings.config import Config
from dashboard.settings.roles import Roles
from dashboard.web.access import not_let_in, settle
from dashboard.web.people import Person, person
from dashboard.web.replies import ROLE
from tests.dashboard.web.conftest import ELSEWHERE, PROXIES, PROXY

ROLES = Roles(people={"a@nhs.example": "editor"}, groups={"leads": "lead", "küche": "viewer"})
SIGNED_IN = Config(
    auth="proxy", trusted_proxies=PROXIES, roles=ROLES, auth_groups_header="X-Forwarded-Groups"
)
OWN = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8050"}


def role(config: Config, environ: dict[str, Any]) -> str:
    settle(environ, config)
    refused = not_let_in(environ, config)
    assert ROLE not in environ or refused is None
    return str(environ.get(ROLE, "refused"))


@pytest.mark.parametrize(
    ("name", "groups", "found"),
    [
        ("a@nhs.example", None, "editor"),
        ("A@NHS.example", "", "editor"),
        ("b@nhs.example", None, ""),
        ("b@nhs.example", "others, Leads ,", "lead"),
        ("a@nhs.example", "leads", "lead"),
        ("b@nhs.example", "K\xc3\xbcche", "viewer"),
        ("b@nhs.example", "lead", ""),
        ("b@nhs.example", "administrator", ""),
        ("", "leads", "refused"),
    ],
)
def test_people_have_the_role_that_the_file_gives(name: str, groups: str, found: str) -> None:
    environ = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_USER": name, "PATH_INFO": "/"}
    if groups is not None:
        environ["HTTP_X_FORWARDED_GROUPS"] = groups
    assert role(SIGNED_IN, environ) == found


def test_groups_are_believed_of_the_proxy_alone() -> None:
    claim = {"HTTP_X_FORWARDED_USER": "b", "HTTP_X_FORWARDED_GROUPS": "leads", "PATH_INFO": "/"}
    assert role(SIGNED_IN, claim | {"REMOTE_ADDR": PROXY}) == "lead"
    assert role(SIGNED_IN, claim | {"REMOTE_ADDR": ELSEWHERE}) == "refused"
    unread = Config(auth="proxy", trusted_proxies=PROXIES, roles=ROLES)
    assert role(unread, claim | {"REMOTE_ADDR": PROXY}) == ""


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, "administrator"),
        ({"HTTP_HOST": "127.0.0.1:8050"}, "administrator"),
        ({"HTTP_HOST": "[::1]:8050", "REMOTE_ADDR": "::1"}, "administrator"),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, "administrator"),
        # A page of the web whose own name leads to this machine.
        ({"HTTP_HOST": "evil.example:8050"}, ""),
        ({"HTTP_HOST": ""}, ""),
        ({"HTTP_HOST": "localhost.evil.example"}, ""),
        # A proxy on this machine.
        ({"HTTP_X_FORWARDED_FOR": "10.1.2.3"}, ""),
        ({"HTTP_VIA": "1.1 proxy"}, ""),
        ({"REMOTE_ADDR": "10.1.2.3"}, ""),
    ],
)
def test_on_one_s_own_machine_one_may_everything(changed: dict[str, str], found: str) -> None:
    assert role(Config(), OWN | changed) == found


def test_where_others_reach_it_everybody_may_or_nobody() -> None:
    far = {"REMOTE_ADDR": "10.1.2.3", "HTTP_HOST": "atlas.example"}
    proxied = (ipaddress.ip_network("127.0.0.1/32"),)
    for config in (Config(host="0.0.0.0"), Config(trusted_proxies=proxied)):
        for environ in (far, OWN):
            assert role(config, dict(environ)) == ""
    assert role(Config(host="0.0.0.0", workspace_open=True), far) == "administrator"


def test_without_a_request_there_is_nobody() -> None:
    assert person() == Person("", "")
    assert not person().may("see")
    assert Person("a", "contributor").may("change_own_visit", own=True)
