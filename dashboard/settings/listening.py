"""``HOST`` and ``PORT``: where the server listens, and whether it may."""

import errno
import ipaddress
import socket

from dashboard.settings.reading import ConfigError, shown

_MAY_BE = (
    "It may be 127.0.0.1, for this machine alone, 0.0.0.0, for every address that the machine has, "
    ":: for those of IPv6 as well, or one of them"
)


def host(text: str) -> str:
    """The address to listen on, in its shortest form and without brackets.

    Names are not looked up, which could ask another computer; ``localhost`` needs no looking up.

    Raises
    ------
    ConfigError
        When it is no address, or none that a server can have.
    """
    if text.lower() == "localhost":
        return "127.0.0.1"
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        raise ConfigError(f"HOST is {shown(text)}, which is no address. {_MAY_BE}.") from None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_multicast or str(address) == "255.255.255.255" or "%" in bare:
        raise ConfigError(f"HOST is {shown(text)}, where no server can listen. {_MAY_BE}.")
    return str(address)


def can_listen(at: str, port: int) -> None:
    """Whether this machine has the address, and this account may have the port.

    A port that is taken is left to the server, which waits a few seconds for the one before it.

    Raises
    ------
    ConfigError
        When it has not, or may not.
    """
    family = socket.AF_INET6 if ":" in at else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((at, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return
        if error.errno == errno.EACCES:
            raise ConfigError(
                f"PORT is {port}, which this account may not listen on. Choose one from 1024 up, "
                "such as 8050."
            ) from None
        raise ConfigError(
            f"HOST is {shown(at)}, which is no address of this machine. {_MAY_BE}."
        ) from None
