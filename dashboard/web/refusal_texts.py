"""What the server says when it does not give a page: what happened, why, what to do."""

BROKEN = (
    "Something went wrong here, which is our mistake and not yours. Try again in a minute; if it "
    "stays, tell whoever looks after this atlas."
)
SAID = {
    400: "The atlas could not read this request. Go back to the page, reload it and try again.",
    403: "This part of the atlas is not open to you from where you are.",
    404: "There is nothing at this address. Go back to the atlas's first page and look from there.",
    405: "This address cannot be used like this. Go back to the page, reload it and try again.",
    413: "What was sent is too large for the atlas. Send less, for example a smaller file.",
    414: "This link is too long for the atlas to read. Choose fewer things, and copy it again.",
    431: "What the browser sent along is too large for the atlas. Clear its cookies and try again.",
    415: "The atlas cannot read what was sent in this form. Reload the page and try again.",
}
NOT_OF_THE_API = "There is nothing at this address. The address /api/v1 lists all that there are."
NOT_SIGNED_IN = (
    "You are not signed in to this atlas. Open it at the address that your organisation gave you, "
    "which signs you in. If you did, ask your IT team."
)
FOREIGN = (
    "This was asked for by a page of another site, so the atlas did not do it. Open the atlas "
    "itself and do it there. If you did, tell your IT team: their proxy must pass on the Host "
    "header."
)
TOO_OFTEN = (
    "That was a lot of files or requests in a short time, so the atlas asks you to wait for "
    "{seconds} seconds and then try again."
)
TOO_BUSY = (
    "Many people are asking for something like this at the moment, so the atlas did not begin with "
    "it. Wait for ten seconds and try again."
)
TOO_LONG = (
    "This took longer than the atlas allows, mostly because much was asked of it at the same time. "
    "Wait for half a minute and try again; if it stays, choose fewer things."
)
TOO_MUCH = (
    "This needs more time or memory than the atlas gives to one request, so it was stopped. Of a "
    "file, keep only the sheet and the columns that are wanted, or save it as CSV; else choose "
    "fewer things."
)
NOT_THIS_NAME = (
    "The atlas does not answer to the name that is in this address. Open it at the address that "
    "your organisation gave you. If you did, ask your IT team: ALLOWED_HOSTS lists its names."
)
PLANS_OFF = (
    "No plans are kept here: whoever looks after this atlas has switched them off (WORKSPACE). "
    "Everything else works as always."
)
PLANS_OPEN_TO_OTHERS = (
    "No plans are kept here: nobody signs in to this atlas, so everybody who can reach it could "
    "see and change them. Whoever looks after it can have people sign in, or say that this is "
    "wanted (WORKSPACE_OPEN). Everything else works as always."
)
NO_ROLE = (
    "Plans are shown only to people who have a role in them, and you have none here. Ask whoever "
    "looks after this atlas for one. Maps and figures are open to you as ever."
)
NOT_YOUR_ROLE = (
    "Your role in plans does not allow this, so nothing was changed. Ask a colleague who leads a "
    "plan, or whoever looks after this atlas."
)
NOT_FROM_HERE = (
    "Nothing was changed: the atlas could not tell that its own page asked for this. Reload the "
    "page and try again; if it stays, tell your IT team: their proxy must pass on the Origin and "
    "Host headers."
)
METRICS_CLOSED = (
    "Figures about the server are given only to addresses that METRICS_ADDRESSES lists, asking "
    "directly and not through the proxy."
)


def plain(text: str, reference: str) -> str:
    """A sentence or two, and the reference under which the log has more."""
    return f"{text}\n\nReference: {reference}\n"
