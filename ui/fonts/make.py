"""Makes the two families of this folder from the originals (see README.md): tabular figures, Latin only, a few signs.

    pip install fonttools
    python make.py ATKINSON_DIR JETBRAINS_DIR      # folders that hold the static .ttf files
"""
import sys
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2212, 0x20AC]
ARROWS = [0x2190, 0x2191, 0x2192, 0x2193, 0x25CF, 0x25B2, 0x25BC]
# Drawn here, 1000 units to the em: a tick, and the sign of the rubbing-out key.
TICK = [[(60, 330), (130, 400), (270, 260), (590, 600), (660, 530), (270, 120)]]
RUBOUT = [
    [(40, 330), (290, 640), (880, 640), (880, 20), (290, 20)],
    [(150, 330), (330, 100), (800, 100), (800, 560), (330, 560)],
    [(420, 440), (475, 495), (575, 395), (675, 495), (730, 440), (630, 340), (730, 240), (675, 185), (575, 285), (475, 185), (420, 240), (520, 340)],
]


def subset(font, codes, features):
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.glyph_names = True
    job = Subsetter(options)
    job.populate(unicodes=codes)
    job.subset(font)


def rename(font, family, style):
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    font["name"].names = [n for n in font["name"].names if n.platformID == 3 and n.nameID not in (16, 17, 21, 22)]


def tabular(font):
    """Every character that `tnum` would replace gets its tabular form for good."""
    gsub = font["GSUB"].table
    swap = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    swap.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code, name in list(table.cmap.items()):
            table.cmap[code] = swap.get(name, name)


def draw(font, code, name, contours, advance):
    pen = TTGlyphPen(None)
    for points in contours:
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    put(font, code, name, pen.glyph(), advance)


def put(font, code, name, glyph, advance):
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def borrow(font, other, codes):
    cmap, shapes = other.getBestCmap(), other.getGlyphSet()
    for code in codes:
        pen = TTGlyphPen(None)
        recording = DecomposingRecordingPen(shapes)
        shapes[cmap[code]].draw(recording)
        recording.replay(pen)
        put(font, code, f"uni{code:04X}", pen.glyph(), other["hmtx"][cmap[code]][0])


def main(atkinson, jetbrains):
    mono = {weight: TTFont(next(Path(jetbrains).rglob(f"*_{weight}.ttf"))) for weight in ("400Regular", "600SemiBold")}
    for weight, style in (("400Regular", "Regular"), ("600SemiBold", "Bold")):
        font = TTFont(next(Path(atkinson).rglob(f"*_{weight}.ttf")))
        tabular(font)
        subset(font, [*LATIN, 0xD7, 0xB7], ["ccmp", "kern", "mark", "locl"])
        borrow(font, mono[weight], ARROWS)
        draw(font, 0x2713, "uni2713", TICK, 720)
        draw(font, 0x232B, "uni232B", RUBOUT, 940)
        rename(font, "Sokoguru Sans", style)
        font["OS/2"].usWeightClass = 400 if style == "Regular" else 700
        font["OS/2"].fsSelection = 0x40 if style == "Regular" else 0x20
        font["head"].macStyle = 0 if style == "Regular" else 1
        font.save(HERE / f"SokoguruSans-{style}.ttf")
    paper = mono["400Regular"]
    subset(paper, [*LATIN, *ARROWS, 0xD7, 0xB7], ["ccmp"])
    rename(paper, "Sokoguru Mono", "Regular")
    paper.save(HERE / "SokoguruMono-Regular.ttf")


main(*sys.argv[1:])
