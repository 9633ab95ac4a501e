"""The options of PyRadiomics' command line."""

from __future__ import annotations

import argparse
import os
import sys

from voxtrait.compat import radiomics

_EXAMPLES = """\
Examples:
  voxtrait pyradiomics ct.nii.gz tumour.nii.gz --param Params.yaml -o features.csv -f csv
  voxtrait pyradiomics cases.csv -o features.csv -f csv --jobs 2
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser; it exits with code 2 for wrong arguments."""
    made = argparse.ArgumentParser(
        prog="voxtrait pyradiomics",
        usage="%(prog)s image|batch [mask] [Options]",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_input(made.add_argument_group("Input"))
    _add_output(made.add_argument_group("Output"))
    _add_logging(made.add_argument_group("Logging"))
    made.add_argument("--version", action="version", version=f"%(prog)s {radiomics.__version__}")
    return made


def _add_input(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "input", metavar="{Image,Batch}FILE", help="image, or CSV file with a batch of cases"
    )
    group.add_argument(
        "mask", nargs="?", metavar="MaskFILE", help="mask of the image; not used for a batch"
    )
    group.add_argument("--param", "-p", metavar="FILE", help="parameter file, YAML or JSON")
    group.add_argument(
        "--setting",
        "-s",
        metavar='"SETTING_NAME:VALUE"',
        action="append",
        default=[],
        help="a setting that goes before that of the parameter file",
    )
    group.add_argument(
        "--jobs",
        "-j",
        metavar="N",
        type=int,
        default=1,
        choices=range(1, (os.cpu_count() or 1) + 1),
        help="cases to extract at the same time",
    )
    group.add_argument(
        "--validate", action="store_true", help="check parameters and paths, extract nothing"
    )
    group.add_argument(
        "--label", "-l", metavar="N", type=int, help="label of the mask (better: --setting label:N)"
    )


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--out",
        "-o",
        metavar="FILE",
        type=argparse.FileType("a"),
        default=sys.stdout,
        help="file to append results to",
    )
    group.add_argument(
        "--out-dir", "-od", metavar="DIR", help="folder for a CSV file of each case; resumes"
    )
    group.add_argument("--mode", "-m", choices=["segment", "voxel"], default="segment")
    group.add_argument("--skip-nans", action="store_true", help="leave out values that are NaN")
    group.add_argument("--format", "-f", choices=["csv", "json", "txt"], default="txt")
    group.add_argument(
        "--format-path", choices=["absolute", "relative", "basename"], default="absolute"
    )
    group.add_argument(
        "--unix-path", "-up", action="store_true", help="write paths with forward slashes"
    )


def _add_logging(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--logging-level",
        metavar="LEVEL",
        choices=["NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
        default="WARNING",
        help="lowest level of messages in the log file",
    )
    group.add_argument("--log-file", metavar="FILE", help="file to append messages to")
    group.add_argument(
        "--verbosity",
        "-v",
        nargs="?",
        default=3,
        const=4,
        type=int,
        choices=[1, 2, 3, 4, 5],
        help="how much goes to stderr: 1 critical, 3 warnings (default), 5 everything",
    )
