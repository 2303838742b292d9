"""What is said at the start of plans: where they are kept and who can see them, or why not."""

from dashboard.settings.config import Config
from workspace.location import OFF, place

_MANUAL = 'docs/deploy.md, "Plans", says how.'


def about_plans(config: Config) -> list[str]:
    """Sentences for the log; none where plans are switched off."""
    if config.workspace == OFF:
        return []
    if not config.may_keep_plans:
        return [
            "No plans are kept: nobody signs in, and others than this machine can reach the atlas, "
            "so everybody could see and change them. Have people sign in (AUTH=proxy), or set "
            f"WORKSPACE_OPEN=yes if that is wanted, or WORKSPACE=off; {_MANUAL}"
        ]
    return [f"Plans are kept in {place(config.workspace)}. {_who(config)}"]


def _who(config: Config) -> str:
    if config.auth == "proxy":
        roles = config.roles
        if not (roles.everybody or roles.people or roles.groups):
            return f"ROLES gives nobody a role, so nobody can see them yet; {_MANUAL}"
        everybody = "Everybody" if roles.everybody else "Nobody"
        return f"{everybody} who is signed in can see them without a role of their own in ROLES."
    if config.by_one_person:
        return "Whoever uses a browser on this machine can see and change them."
    return (
        "WORKSPACE_OPEN is yes: everybody who can reach the atlas can see and change them, and "
        "nobody is named in what they change."
    )
