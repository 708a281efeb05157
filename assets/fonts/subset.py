"""Makes the embedded fonts from the static Inter web fonts (npm package inter-ui 4.1.1, folder web/).

    pip install fonttools brotli
    python subset.py Inter-Regular.woff2 Inter-Regular.ttf
    python subset.py Inter-SemiBold.woff2 Inter-SemiBold.ttf

Digits become the tabular ones (Inter's `tnum` variant), so that figures keep their columns and do not
jitter; the rest is cut to Latin, Greek, punctuation, arrows and mathematical signs.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

KEPT = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x1E80, 0x1E85),
    (0x2010, 0x2026), (0x202F, 0x203A), (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2150, 0x215E), (0x2190, 0x2199), (0x21A9, 0x21BB), (0x21E7, 0x21E7), (0x2200, 0x22FF), (0x2300, 0x23FF),
    (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2318, 0x2318), (0x2713, 0x2717), (0x2197, 0x2197),
]  # fmt: skip


def tabular_digits(font):
    """Lets the characters 0 to 9 show the glyphs that `tnum` would put in their place."""
    gsub = font["GSUB"].table
    swaps = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(table, "ExtSubTable", table).mapping)
    for cmap in font["cmap"].tables:
        for digit in range(ord("0"), ord("9") + 1):
            if digit in cmap.cmap:
                cmap.cmap[digit] = swaps.get(cmap.cmap[digit], cmap.cmap[digit])  # tables may share one map


def main(source, target):
    font = TTFont(source)
    tabular_digits(font)
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14])
    options.drop_tables += ["DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for low, high in KEPT for code in range(low, high + 1)])
    cutter.subset(font)
    font.flavor = None
    font.save(target)
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1, widths


main(*sys.argv[1:])
