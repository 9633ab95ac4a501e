"""Where the data of the tests are, and the type of the program that they run."""

import subprocess
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PHANTOM = REPOSITORY / "data/ibsi/digital_phantom"
SETTINGS = REPOSITORY / "data/ibsi/settings"

Run = Callable[..., subprocess.CompletedProcess[str]]
