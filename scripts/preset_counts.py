"""Run every preset on the atlas and rewrite the table of what they find.

The table is in docs/methods/seldom-heard.md.

``python scripts/preset_counts.py`` from the root of the repository. Run it when presets, the
methods or the snapshot change; a test compares the table with what this makes.
"""

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from layers import Atlas, load_atlas  # noqa: E402
from layers.targeting.area_search import evaluate  # noqa: E402
from layers.targeting.presets import Preset, presets_for  # noqa: E402
from layers.targeting.reach import reach  # noqa: E402

PAGE = REPOSITORY / "docs" / "methods" / "seldom-heard.md"
START, END = "<!-- preset counts: start -->", "<!-- preset counts: end -->"
HEAD = (
    "| preset | areas found | firm | near misses | group | of the group reached "
    "| share of the group | share of residents |\n"
    "|---|---:|---:|---:|---|---:|---:|---:|\n"
)


def rewritten(text: str, atlas: Atlas) -> str:
    """The page with the table between its two markers made anew."""
    for marker in (START, END):
        if marker not in text:
            sys.exit(f"{PAGE.name} has no line '{marker}': put both markers where the table goes.")
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{START}\n{table(atlas)}{END}{after}"


def table(atlas: Atlas) -> str:
    """One row for each preset, in order."""
    return HEAD + "".join(_row(atlas, preset) for preset in presets_for(atlas).values())


def _row(atlas: Atlas, preset: Preset) -> str:
    if not preset.available or preset.definition is None:
        return f"| {preset.label} | not available |  |  |  |  |  |  |\n"
    finding = evaluate(atlas, preset.definition)
    found = reach(atlas, finding.found, preset.group)
    group = atlas.indicators[preset.group]
    about = "about " if group.modelled else ""
    cells = (
        preset.label,
        f"{len(finding.found):,}",
        f"{len(finding.firm):,}",
        f"{finding.near['lsoa'].nunique():,}",
        group.label + (" (modelled)" if group.modelled else ""),
        f"{about}{found.people:,.0f}",
        f"{100 * found.of_group:.1f}%",
        f"{100 * found.of_residents:.1f}%",
    )
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Rewrite the page."""
    text = PAGE.read_text(encoding="utf-8")
    made = rewritten(text, load_atlas())
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE.name}: {'the table has changed' if made != text else 'nothing has changed'}.")


if __name__ == "__main__":
    main()
