"""What may be done with figures that somebody brought, as whoever brought them says."""

from layers.own.texts import say


def licence_text(licence: str) -> str:
    """A licence as people read it; that nobody said, of an empty one."""
    return licence or say("indicator", "no_licence")
