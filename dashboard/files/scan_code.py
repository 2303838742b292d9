"""A code to scan (QR, ISO/IEC 18004) that opens an address; drawn by segno."""

from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST = 700  # characters: of more the squares print too small for a phone's camera
_QUIET = 4  # empty squares around it, which the standard asks for


def scan_code(link: str) -> str:
    """The code as SVG; empty where nobody else's device could open the address.

    Parameters
    ----------
    link
        The whole address; empty where it is not known.
    """
    if not link or len(link) > LONGEST or _is_this_machine(link):
        return ""
    import segno  # when the first code is drawn

    code = segno.make(link, error="l", boost_error=True, micro=False)
    return code.svg_inline(border=_QUIET, light="#fff", omitsize=True)


def _is_this_machine(link: str) -> bool:
    """Whether the address leads to whichever machine opens it."""
    host = urlsplit(link).hostname or "localhost"
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
