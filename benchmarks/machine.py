"""What the figures were measured on."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def said(*command: str) -> str:
    """First line that a command prints; nothing if there is no such command."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (done.stdout.splitlines() or [""])[0].strip() if done.returncode == 0 else ""


def processor() -> str:
    """Name of the processor."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    names = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", text, re.MULTILINE))
    numbers = ", ".join(f"{key} {names[key]}" for key in ("cpu family", "model") if key in names)
    return f"{names.get('model name', platform.processor())} ({numbers})"


def memory() -> int:
    """Bytes of memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def described(program: Path) -> dict[str, Any]:
    """The machine, the program, and now."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": processor(),
        "processors": os.cpu_count(),
        "memory": memory(),
        "system": f"{platform.system()} {platform.release()}",
        "load_before": os.getloadavg()[0],
        "compiler": said("c++", "--version"),
        "commit": said("git", "describe", "--always", "--dirty"),
        "program": said(str(program), "--version"),
    }
