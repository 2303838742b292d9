"""What goes wrong with figures that people bring themselves."""


class OwnLayerError(ValueError):
    """What is given is not a layer, or one that cannot be used. The message says what to do."""
