#!/usr/bin/env python3
"""Makes the letter forms of the engagement brief, in ``dashboard/exports/brief/fonts``.

By hand, when they should be newer (the outcome is committed, so neither the app nor the build
needs this):

    pip download --no-deps --dest wheels fontpkg-noto-sans fontpkg-noto-sans-arabic
    python scripts/brief-fonts.py wheels

Noto Sans and Noto Sans Arabic are under the SIL Open Font License 1.1, without reserved names, so
parts of them may be passed on under their own name. Kept: regular and bold, and of the letters
those of European languages and of Arabic, Urdu, Farsi, Kurdish and Pashto.
"""

import io
import sys
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "dashboard" / "exports" / "brief" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
LATIN = (
    *[(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F)],  # Latin and what stands over it
    *[(0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF)],  # Greek, Cyrillic, more Latin
    *[(0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F)],
    *[(0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265), (0x25A0, 0x25FF)],
)
ARABIC = ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0xFD3E, 0xFD3F))
FAMILIES = {"NotoSans": LATIN, "NotoSansArabic": ARABIC}


def main(wheels: Path) -> None:
    """Cut each family out of its wheel."""
    licences = []
    for family, ranges in FAMILIES.items():
        variable, licence = _from_wheel(wheels, family)
        licences.append(licence)
        for name, weight in WEIGHTS.items():
            font = TTFont(io.BytesIO(variable), recalcTimestamp=False)
            font = instancer.instantiateVariableFont(
                font, {"wght": weight, "wdth": 100}, updateFontNames=True
            )
            options = subset.Options()
            options.layout_features = ["*"]
            options.name_IDs = ["*"]
            options.hinting = False
            options.notdef_outline = True
            options.drop_tables += ["DSIG", "STAT"]
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=[c for a, b in ranges for c in range(a, b + 1)])
            cutter.subset(font)
            path = FONTS / f"{family}-{name}.ttf"
            font.save(path, reorderTables=True)
            print(f"{path.name}: {path.stat().st_size:,} bytes, {len(font.getBestCmap()):,} signs")
    terms = licences[0].partition("\n\n")[2]
    who = [licence.partition("\n")[0] for licence in licences]
    (FONTS / "OFL.txt").write_text("\n".join([*who, "", terms.strip(), ""]), encoding="utf-8")


def _from_wheel(wheels: Path, family: str) -> tuple[bytes, str]:
    for wheel in sorted(wheels.glob("fontpkg_*.whl")):
        with zipfile.ZipFile(wheel) as content:
            names = content.namelist()
            fonts = [n for n in names if n.endswith(f"/{family}[wdth,wght].ttf")]
            if fonts:
                terms = next(n for n in names if n.endswith("/LICENSE"))
                return content.read(fonts[0]), content.read(terms).decode("utf-8")
    raise SystemExit(f"No wheel in {wheels} holds {family}: download it first, see above.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
