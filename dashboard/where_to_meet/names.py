"""What the parts of the page are called, which its files share."""

PAGE = "where-to-meet"
# Stores of ids of venues that must, and must not, be among the sessions.
MUST, MUST_NOT = "meet-must", "meet-must-not"
# The page whose definitions can be looked in.
SELDOM_HEARD = "/seldom-heard"
