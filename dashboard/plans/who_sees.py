"""Who can see plans here, in a sentence that stands on each of them."""

from dashboard.plans.texts import say
from dashboard.settings.config import Config
from dashboard.web.people import Person


def who_sees(config: Config, person: Person) -> str:
    """By how people sign in: those with a role, this machine's own, or everybody."""
    if config.auth == "proxy":
        return say("who", "roles", name=person.name, role=say("who", person.role))
    return say("who", "alone" if config.by_one_person else "everybody")
