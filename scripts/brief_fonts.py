"""Makes the letter forms of the PDFs, in ``dashboard/files/fonts``.

By hand, should they need more letters; what comes out is committed, so that neither the app
nor its build needs this. On Debian 12, with fontTools:

    apt-get download fonts-noto-core && dpkg-deb -x fonts-noto-core_*.deb noto
    python scripts/brief_fonts.py noto

Noto Sans and Noto Sans Arabic are under the SIL Open Font License 1.1, without a reserved name, so
that a part of them may be passed on under their own. Kept are regular and bold, with the letters of
European languages and of Arabic, Urdu, Farsi, Kurdish and Pashto. Debian's edition of the Arabic
has a letter in one piece; later ones put its dots on apart, and each is then copied out of the PDF
as a letter of its own.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "dashboard" / "exports" / "fonts"
LATIN = (
    *[(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F)],  # Latin and what stands over it
    *[(0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF)],  # Greek, Cyrillic, more Latin
    *[(0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F)],
    *[(0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265), (0x25A0, 0x25FF)],
)
ARABIC = ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0xFD3E, 0xFD3F))
FAMILIES = {"NotoSans": LATIN, "NotoSansArabic": ARABIC}


def main(package: Path) -> None:
    """Cut each family out of the unpacked package."""
    for family, ranges in FAMILIES.items():
        for weight in ("Regular", "Bold"):
            name = f"{family}-{weight}.ttf"
            found = sorted(package.rglob(name))
            if not found:
                raise SystemExit(f"{name} is not in {package}: unpack fonts-noto-core there first.")
            font = TTFont(found[0], recalcTimestamp=False)
            options = subset.Options()
            options.layout_features += ["tnum", "lnum"]
            options.name_IDs = ["*"]
            options.hinting = False
            options.notdef_outline = True
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=[c for a, b in ranges for c in range(a, b + 1)])
            cutter.subset(font)
            font.save(FONTS / name)
            size = (FONTS / name).stat().st_size
            print(f"{name}: {size:,} bytes, {len(font.getBestCmap()):,} signs")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
