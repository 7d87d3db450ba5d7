"""The pictures of the benchmarks, as SVG: gain against harm, and how true the chances are that teikit states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise, product
from math import ceil, floor, hypot, log10, sqrt
from typing import Any, NamedTuple

Point = tuple[str, float, float]
"""A label, harm, gain."""

WIDTH = 800  # of the picture
HEIGHT = 500  # of the picture
LEFT = 80.0  # edges of the plot
RIGHT = 775.0  # its right edge
TOP = 60.0  # its upper edge
BOTTOM = 430.0  # its lower edge
LEAST = 0.0001  # ends of the scale of harm
MOST = 0.2  # the other end
GAP = 45.0  # distance from the scale of those points that did no harm
STRIP = 60.0  # height of the bars with the counts, below the reliability plot
NAME = "teikit"  # how labels of this program begin
AROUND = ((1, 0), (-1, 0), (-0.7, -0.7), (0.7, 0.7), (0, -1), (0, 1), (0.7, -0.7), (-0.7, 0.7))
"""Where a label may stand, as seen from its point."""
INK = "#222"  # colour of titles
GREY = "#666"  # colour of scales
PALE = "#e4e4e4"  # colour of lines of the grid
OURS = "#0b5fa5"  # colour of what teikit does
THEIRS = "#b5482a"  # colour of what other programs do


class Lettering(NamedTuple):
    """How a text is written: its size in pixels, its colour, its weight (empty for the usual one)."""

    size: int = 13
    colour: str = INK
    weight: str = ""


PLAIN = Lettering()  # the lettering of figures at axes


class Box(NamedTuple):
    """A place that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, box: Box) -> bool:
        """Whether two places have something in common."""
        across = self.left < box.right and box.left < self.right
        return across and self.top < box.bottom and box.top < self.bottom


def gain_against_harm(peers: Sequence[Point], curve: Sequence[Point]) -> str:
    """The peers as points, teikit as a curve over its thresholds; its own choice is the one with its name."""
    gains = [gain for _, _, gain in [*peers, *curve]]
    low, high = floor(min(gains) * 10) / 10, ceil(max(gains) * 10 + 0.5) / 10

    def y(gain: float) -> float:
        return BOTTOM - (gain - low) / (high - low) * (BOTTOM - TOP)

    parts = [_text(LEFT + GAP / 2, BOTTOM + 5, "//", "middle", Lettering(14, GREY))]
    for share in (0, 0.0001, 0.001, 0.01, 0.1):
        parts += [
            _line(_x(share), TOP, _x(share), BOTTOM),
            _text(_x(share), BOTTOM + 20, f"{100 * share:g} %", "middle"),
        ]
    for tenth in range(round(low * 10), round(high * 10) + 1):
        parts += [_line(LEFT, y(tenth / 10), RIGHT, y(tenth / 10), PALE if tenth else GREY)]
        parts += [_text(LEFT - 8, y(tenth / 10) + 4, f"{10 * tenth} %".replace("-", "−"), "end")]
    ours = [(label, _x(harm), y(gain)) for label, harm, gain in curve]
    theirs = [(label, _x(harm), y(gain)) for label, harm, gain in peers]
    path = " ".join(f"{across:.1f},{down:.1f}" for _, across, down in ours)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{OURS}" stroke-width="2"/>')
    parts += _points([*sorted(ours, key=lambda point: NAME not in point[0]), *theirs], ours, y(0))
    parts.append(
        _text(
            RIGHT,
            TOP - 10,
            f"{NAME}: the chance of being right from which a change is made",
            "end",
            Lettering(12, OURS),
        )
    )
    return _page(
        "What correctors gain, and what they spoil", "right words made wrong (harm)", "character errors removed", parts
    )


def _points(points: Sequence[Point], curve: Sequence[Point], zero: float) -> Iterator[str]:
    """Dots with their labels, the first of them large; labels keep off the dots, the curve, and the line of no gain."""
    taken = [Box(across - 6, down - 6, across + 6, down + 6) for _, across, down in points]
    taken += [box for (_, *start), (_, *end) in pairwise(curve) for box in _along(*start, *end)]
    taken.append(Box(LEFT, zero - 1, RIGHT, zero + 1))
    labels = list[Box]()
    names = {label for label, _, _ in curve}
    for number, (label, across, down) in enumerate(points):
        colour = OURS if label in names or NAME in label else THEIRS
        yield f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{4 if number else 7}" fill="{colour}"/>'
        lettering = Lettering(12, colour) if number else Lettering(13, colour, "bold")
        yield from _label((label, across, down), taken, labels, lettering)


def _x(harm: float) -> float:
    """The place of a harm on its axis: none at the left edge, the rest on a logarithmic scale."""
    if harm <= 0:
        return LEFT
    share = log10(min(max(harm, LEAST), MOST) / LEAST) / log10(MOST / LEAST)
    return LEFT + GAP + share * (RIGHT - LEFT - GAP)


def _along(x1: float, y1: float, x2: float, y2: float) -> Iterator[Box]:
    """The places that a line takes, but for its very beginning."""
    steps = ceil(hypot(x2 - x1, y2 - y1) / 4) or 1
    for step in range(1, steps + 1):
        across, down = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
        yield Box(across - 2, down - 2, across + 2, down + 2)


def _label(point: Point, taken: Sequence[Box], labels: list[Box], lettering: Lettering) -> Iterator[str]:
    """A label in the nearest free place around its point, with a thin line to it where that is not near."""
    label, across, down = point
    wide = len(label) * (6.8 if lettering.weight else 5.9) + 5
    for reach, (dx, dy) in product(range(9, 150, 3), AROUND):
        place, middle = across + dx * reach, down + dy * (reach + 4)
        left = place - (wide if dx < 0 else 0 if dx else wide / 2)
        box = Box(left, middle - 8, left + wide, middle + 8)
        near = min(max(across, box.left), box.right), min(max(down, box.top), box.bottom)
        leader = list(_along(across, down, *near)) if reach > 15 else []
        inside = box.left > LEFT and box.right < WIDTH and box.top > TOP and box.bottom < BOTTOM
        crossed = any(line.meets(written) for line in leader for written in labels)
        if inside and not crossed and not any(map(box.meets, [*taken, *labels])):
            labels += [box, *leader]
            if leader:
                yield _line(across, down, *near, lettering.colour, 0.7)
            anchor = "end" if dx < 0 else "start" if dx else "middle"
            yield _text(place, middle + 4, label, anchor, lettering)
            return


def reliability(bins: Sequence[dict[str, Any]], error: float, what: str = "proposed changes") -> str:
    """For changes, or ``what`` else states about the same chance, the share that is right, with 95 % intervals.

    Below, how many there are.
    """
    floor_ = BOTTOM - STRIP - 20
    most = max(band["count"] for band in bins)

    def x(chance: float) -> float:
        return LEFT + chance * (RIGHT - LEFT)

    def y(share: float) -> float:
        return floor_ - share * (floor_ - TOP)

    parts = []
    for tenth in range(0, 11, 2):
        parts += [_line(LEFT, y(tenth / 10), RIGHT, y(tenth / 10)), _line(x(tenth / 10), TOP, x(tenth / 10), floor_)]
        parts += [_text(x(tenth / 10), BOTTOM + 18, f"{tenth / 10:g}", "middle")]
        parts += [_text(LEFT - 8, y(tenth / 10) + 4, f"{tenth / 10:g}", "end")]
    parts.append(_line(x(0), y(0), x(1), y(1), GREY))
    parts.append(_text(x(0.46), y(0.56), "as stated", "end", Lettering(12, GREY)))
    for band in bins:
        across, low, high = x(band["stated"]), *_wilson(band["right"], band["count"])
        parts.append(_line(across, y(low), across, y(high), OURS, 1.5))
        parts.append(f'<circle cx="{across:.1f}" cy="{y(band["right"]):.1f}" r="4.5" fill="{OURS}"/>')
        tall, start = band["count"] / most * (STRIP - 14), x(floor(min(band["stated"], 0.999) * 20) / 20)
        bar = f'y="{BOTTOM - tall:.1f}" width="{x(0.05) - x(0) - 3:.1f}" height="{tall:.1f}"'
        parts.append(f'<rect x="{start + 1.5:.1f}" {bar} fill="{OURS}" opacity="0.35"/>')
        parts.append(
            _text(start + (x(0.05) - x(0)) / 2, BOTTOM - tall - 3, str(band["count"]), "middle", Lettering(11, GREY))
        )
    parts.append(_line(LEFT, BOTTOM, RIGHT, BOTTOM, GREY))
    count = sum(band["count"] for band in bins)
    note = f"{count} {what}, expected calibration error {error:.3f}; bars: how many"
    parts.append(_text(RIGHT, TOP - 10, note, "end", Lettering(12, GREY)))
    return _page("Are the chances true that teikit states?", "chance stated", "share that is right", parts)


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times in 100."""
    square = 1.96**2 / count
    middle, half = share + square / 2, sqrt(share * (1 - share) * square + square**2 / 4)
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def _page(title: str, across: str, down: str, parts: Iterable[str]) -> str:
    """The whole picture, with its titles."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    middle = (TOP + BOTTOM) / 2
    return "\n".join(
        (
            f'{head} font-family="Helvetica, Arial, sans-serif" role="img" aria-label="{escape(title)}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            _text(LEFT, 28, title, "start", Lettering(18, INK, "bold")),
            *parts,
            _text((LEFT + RIGHT) / 2, HEIGHT - 20, across, "middle", Lettering(14)),
            f'<g transform="rotate(-90 22 {middle})">{_text(22, middle, down, "middle", Lettering(14))}</g>',
            "</svg>\n",
        )
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = PALE, wide: float = 1) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{wide}"/>'


def _text(x: float, y: float, text: str, anchor: str, lettering: Lettering = PLAIN) -> str:
    """A text at a place; ``anchor`` says which part of it is there: start, middle or end."""
    weight = f' font-weight="{lettering.weight}"' if lettering.weight else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{lettering.size}"'
    halo = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
    return f'<text {place} fill="{lettering.colour}" {halo}{weight}>{escape(text)}</text>'
