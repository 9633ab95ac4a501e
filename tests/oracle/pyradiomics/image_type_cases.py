"""Cases for the image types: drawn images with types and settings, and PyRadiomics' own images.

Like the other drawn cases they are made again from a number, the same bits by every NumPy.
"""

# The generator also runs on the Python of PyRadiomics, which is older than ours.

from pathlib import Path
from typing import Any

import numpy as np
from drawn_cases import Drawn, Random, chance, draw, number, pick

DATA = Path(__file__).resolve().parents[3] / "data/pyradiomics"
CASES = tuple(range(7000, 7080))

WAVELETS = (
    *("haar", "db1", "db3", "db7", "db12", "db20", "sym4", "sym11", "coif1", "coif1", "coif3"),
    *("bior1.3", "bior2.2", "bior3.1", "bior4.4", "bior6.8", "rbio1.5", "rbio2.8", "rbio3.9"),
    *("rbio5.5", "dmey"),
)

#: What is extracted from brain1 and lung1: every image type.
EVERY_TYPE: dict[str, dict[str, Any]] = {
    "Original": {},
    "LoG": {"sigma": [1.0, 3, 4.5]},
    "Wavelet": {"level": 2},
    "Square": {},
    "SquareRoot": {},
    "Logarithm": {},
    "Exponential": {},
    "Gradient": {},
    "LBP2D": {"binWidth": 1},
    "LBP3D": {"binWidth": 0.5, "lbp3DLevels": 3},
}


def draw_type(random: Random, name: str) -> dict[str, Any]:
    """Settings of an image type's own."""
    if name == "LoG":
        widths = (0.5, 1, 1.0, 1.5, 2, 3.0, 5.0)
        chosen = [pick(random, widths) for _ in range(1 + random.randint(3))]
        return {"sigma": [w for i, w in enumerate(chosen) if w not in chosen[:i]]}
    if name == "Wavelet":
        return {
            "wavelet": pick(random, WAVELETS),
            "level": int(1 + random.randint(2)),
            "start_level": int(random.randint(2)),
        }
    if name == "Gradient":
        return {"gradientUseSpacing": chance(random, 0.5)}
    if name == "LBP2D":
        return {
            "lbp2DRadius": pick(random, (1, 1.0, 1.5, 2, 3.2)),
            "lbp2DSamples": int(pick(random, (4, 8, 9, 12))),
            "lbp2DMethod": pick(random, ("default", "ror", "uniform", "uniform", "var")),
        }
    if name == "LBP3D":
        return {
            "lbp3DLevels": int(2 + random.randint(3)),
            "lbp3DIcosphereRadius": pick(random, (1, 1.5, 2)),
            "lbp3DIcosphereSubdivision": int(random.randint(3)),
        }
    return {}


def draw_image_types(random: Random) -> dict[str, dict[str, Any]]:
    names = [name for name in EVERY_TYPE if chance(random, 0.4)]
    random.shuffle(names)
    types = {}
    for name in names or ["LoG", "Wavelet"]:
        types[name] = draw_type(random, name)
        if types[name].get("lbp2DMethod") == "var":
            types[name]["binCount"] = 16  # quotients are of any size
        elif name.startswith("LBP") and chance(random, 0.7):
            types[name]["binWidth"] = pick(random, (0.5, 1, 2.0))
        elif chance(random, 0.2):
            types[name]["binWidth"] = number(random, 3.0, 30.0)
    return types


def draw_case(index: int) -> tuple[Drawn, dict[str, dict[str, Any]]]:
    """A drawn case and its image types."""
    case = draw(index)
    random = np.random.RandomState(20250000 + index)
    case.shape_2d = False
    return case, draw_image_types(random)
