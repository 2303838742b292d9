"""``AUTH_HEADER``, ``AUTH_GROUPS_HEADER``: headers that can name a person, and that never do."""

import re

from dashboard.settings.reading import ConfigError, shown

# Sent by browsers, programs and proxies of themselves: with one of these, everybody would be
# signed in under some name or other, or could choose one. X-Forwarded-User and the like are not.
_EVERYBODY_SENDS = re.compile(
    r"accept(-.*)?|access-control-.*|age|allow|alt-.*|authorization|baggage|cache-control|cdn-loop"
    r"|client-ip|connection|content-.*|cookie2?|date|device-memory|dnt|downlink|early-data|ect"
    r"|expect|forwarded|from|front-end-https|host|if-.*|keep-alive|last-modified|max-forwards"
    r"|origin|pragma|priority|proxy-(authenticate|authorization|connection)|purpose|range|referer"
    r"|rtt|save-data|sec-.*|server|set-cookie2?|te|trace(parent|state)|trailer|transfer-encoding"
    r"|true-client-ip|upgrade(-.*)?|user-agent|via|viewport-width|warning|width"
    r"|x-amzn-trace-id|x-b3-.*|x-client-ip|x-cloud-trace-context|x-cluster-client-ip"
    r"|x-correlation-id|x-csrf-?token"
    r"|x-forwarded(-(by|for|host|method|port|prefix|proto|protocol|scheme|server|ssl|uri))?"
    r"|x-http-method(-override)?|x-original-(for|host|method|proto|uri|url)|x-real-ip|x-request-id"
    r"|x-requested-with|x-scheme|x-url-scheme|x-xsrf-token"
)


def auth_header(text: str) -> str:
    """The name of the header that names a person.

    Raises
    ------
    ConfigError
        When it is no header's name, or one that everybody sends.
    """
    return _header("AUTH_HEADER", text, "X-Forwarded-User")


def auth_groups_header(text: str, of_person: str) -> str:
    """The name of the header that names a person's groups; empty where none is to be read.

    Parameters
    ----------
    of_person
        The header that names the person.

    Raises
    ------
    ConfigError
        When it is no header's name, one that everybody sends, or the person's own.
    """
    if text and text.lower() == of_person.lower():
        raise ConfigError(
            f"AUTH_GROUPS_HEADER is {shown(text)}, which names the person already. Choose the "
            "header of the groups, such as X-Forwarded-Groups."
        )
    return _header("AUTH_GROUPS_HEADER", text, "X-Forwarded-Groups") if text else ""


def _header(name: str, text: str, such_as: str) -> str:
    # An underscore would let two spellings of one name past a proxy that clears only one.
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", text):
        raise ConfigError(
            f"{name} is {shown(text)}. It must be a header's name in letters, digits and "
            f"hyphens, such as {such_as}."
        )
    if _EVERYBODY_SENDS.fullmatch(text.lower()):
        raise ConfigError(
            f"{name} is {shown(text)}, which browsers or proxies send anyway, so that "
            "everybody would count as signed in. Choose a header that only your proxy sets, such "
            f"as {such_as}."
        )
    return text
