"""PyRadiomics' command line: ``voxtrait pyradiomics``."""

from __future__ import annotations

import csv
import json
import logging
import math
import os
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from voxtrait.compat import radiomics
from voxtrait.compat.radiomics import _schema
from voxtrait.compat.radiomics.featureextractor import RadiomicsFeatureExtractor
from voxtrait.compat.radiomics.scripts._parser import parser
from voxtrait.compat.radiomics.scripts._segment import Case, Job, case_features

SUCCESS, BAD_INPUT, EXCEPTION, NOT_STARTED, INTERRUPTED = 0, 1, 3, 4, -1


class PyRadiomicsCommandLine:
    """One run of the command line; `run` returns its exit code."""

    def __init__(self, custom_arguments: list[str] | None = None) -> None:
        self.logger = logging.getLogger("radiomics.script")
        self.args = parser().parse_args(custom_arguments)
        self.relative_path_start = os.getcwd()
        self._configure_logging()

    def _configure_logging(self) -> None:
        to_file = getattr(logging, self.args.logging_level)
        to_console = (6 - self.args.verbosity) * 10
        radiomics.logger.setLevel(min(to_file, to_console))
        radiomics.handler.setLevel(to_console)
        layout = logging.Formatter(
            "[%(asctime)s] %(levelname)-.1s: %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S"
        )
        radiomics.handler.setFormatter(layout)
        if self.args.log_file is not None:
            file_handler = logging.FileHandler(self.args.log_file, mode="a")
            file_handler.setLevel(to_file)
            file_handler.setFormatter(layout)
            radiomics.logger.addHandler(file_handler)

    def run(self) -> int:
        """Extract, or validate, all cases."""
        try:
            self.logger.info("Starting PyRadiomics (version: %s)", radiomics.__version__)
            cases = self._cases()
            if cases is None:
                return BAD_INPUT
            if self.args.validate:
                self._validate(cases)
            else:
                self._write(self._extract(cases))
            return SUCCESS
        except (KeyboardInterrupt, SystemExit):
            self.logger.info("Cancelling Extraction")
            return INTERRUPTED
        except Exception:
            self.logger.exception("Error extracting features!")
            return EXCEPTION

    def _cases(self) -> list[Case] | None:
        """Return the cases of the command line; None if they cannot be told."""
        if self.args.input.endswith(".csv"):
            return self._batch()
        if self.args.mask is not None:
            return [{"Image": self.args.input, "Mask": self.args.mask}]
        self.logger.error("Input is not recognized as batch, no mask specified!")
        return None

    def _batch(self) -> list[Case] | None:
        self.relative_path_start = os.path.dirname(self.args.input)
        with open(self.args.input, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            for column in ("Image", "Mask"):
                if column not in (reader.fieldnames or ()):
                    self.logger.error('Required column "%s" not present in input', column)
                    return None
            cases = []
            for line, row in enumerate(reader, start=2):
                if row["Image"] is None or row["Mask"] is None:
                    self.logger.warning("Batch L%d: Missing required Image or Mask", line)
                    continue
                for column in ("Image", "Mask"):
                    path = os.path.join(self.relative_path_start, row[column])
                    row[column] = os.path.abspath(path)
                cases.append(dict(row))
        return cases

    def _validate(self, cases: list[Case]) -> None:
        if self.args.param is not None and not os.path.isfile(self.args.param):
            self.logger.error("Path for specified parameter file does not exist!")
        elif self.args.param is not None:
            try:
                _schema.validated(_schema.read_parameters(self.args.param))
            except (ImportError, ValueError) as error:
                self.logger.error("Parameter validation failed! %s", error)
        errors = 0
        for number, case in enumerate(cases, start=1):
            missing = [name for name in ("Image", "Mask") if not os.path.isfile(case[name])]
            for name in missing:
                self.logger.error(
                    "%s path for case (%d/%d) does not exist!", name, number, len(cases)
                )
            errors += bool(missing)
        self.logger.info("Validation complete, errors found in %d case(s)", errors)

    def _extract(self, cases: list[Case]) -> list[OrderedDict[str, Any]]:
        if self.args.mode == "voxel":
            raise NotImplementedError("voxel-based extraction is not there yet")
        if not cases:
            raise ValueError("No cases to process...")
        parameters = () if self.args.param is None else (self.args.param,)
        extractor = RadiomicsFeatureExtractor(*parameters, **self._overrides())
        if self.args.out_dir is not None:
            os.makedirs(self.args.out_dir, exist_ok=True)
        job = Job(extractor, self.args.out_dir)
        numbered = list(enumerate(cases, start=1))
        with ThreadPoolExecutor(min(self.args.jobs, len(cases))) as pool:
            return list(pool.map(partial(case_features, job), numbered))

    def _overrides(self) -> dict[str, Any]:
        """Return the settings of ``--setting`` and ``--label``."""
        overrides: dict[str, Any] = {}
        for text in self.args.setting:
            key, colon, value = text.partition(":")
            rule = _schema.SETTINGS.get(key)
            if not colon:
                self.logger.warning('Incorrect format for override "%s", missing ":"', text)
            elif rule is None:
                self.logger.warning('Did not recognize override "%s", skipping...', key)
            else:
                try:
                    overrides[key] = _parsed(rule, value)
                except ValueError:
                    self.logger.warning('Could not parse value "%s" for "%s"', value, key)
        if self.args.label is not None:
            overrides["label"] = self.args.label
        return overrides

    def _write(self, results: list[OrderedDict[str, Any]]) -> None:
        for number, case in enumerate(results, start=1):
            if self.args.skip_nans:
                for key in [k for k, value in case.items() if _is_nan(value)]:
                    self.logger.debug("Case %d, feature %s computed NaN, removing", number, key)
                    del case[key]
            for column in ("Image", "Mask"):
                path = self._path_format()(case[column])
                case[column] = path.replace(os.path.sep, "/") if self.args.unix_path else path
        out = self.args.out
        if self.args.format == "csv":
            writer = csv.DictWriter(out, _headers(results), lineterminator="\n")
            writer.writeheader()
            writer.writerows(results)
        elif self.args.format == "txt":
            for number, case in enumerate(results, start=1):
                out.writelines(f"Case-{number}_{key}: {value}\n" for key, value in case.items())
        else:
            json.dump([_for_json(case) for case in results], out, indent=2, allow_nan=False)
        out.flush()

    def _path_format(self) -> Callable[[str], str]:
        if self.args.format_path == "relative":
            return partial(os.path.relpath, start=self.relative_path_start or ".")
        return os.path.basename if self.args.format_path == "basename" else os.path.abspath


def _headers(results: list[OrderedDict[str, Any]]) -> list[str]:
    """Return the first case's columns, then what others have beside, sorted."""
    first = list(results[0])
    return first + sorted({key for case in results for key in case} - set(first))


def _parsed(rule: _schema.Rule, text: str) -> Any:
    readers: dict[str, Callable[[str], Any]] = {
        "int": int,
        "float": float,
        "str": str,
        "bool": lambda t: t == "1" or t.lower() == "true",
    }
    if rule.several:
        return [readers[rule.kind](part) for part in text.split(",")]
    return readers[rule.kind](text)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _for_json(value: Any) -> Any:
    """Give what JSON knows; a value that does not exist is null."""
    if isinstance(value, dict):
        return {key: _for_json(item) for key, item in value.items()}
    if isinstance(value, np.generic | np.ndarray):
        return _for_json(value.tolist())
    if isinstance(value, list | tuple):
        return [_for_json(item) for item in value]
    return None if _is_nan(value) else value


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        return PyRadiomicsCommandLine(None if arguments is None else list(arguments)).run()
    except Exception as error:
        print(f"Error executing PyRadiomics command line!\n{error}", file=sys.stderr)
        return NOT_STARTED


parse_args = main
