"""Lets the oracle's tests use the images and the program of tests/cli."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
