"""The extraction of one case of a batch."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voxtrait.compat.radiomics.featureextractor import RadiomicsFeatureExtractor

Case = dict[str, Any]

_logger = logging.getLogger("radiomics.script")


@dataclass(frozen=True)
class Job:
    """What all cases share."""

    extractor: RadiomicsFeatureExtractor
    out_dir: str | None


def case_features(job: Job, numbered: tuple[int, Case]) -> OrderedDict[str, Any]:
    """Return the case's columns and features; of a case that fails, its columns alone."""
    number, case = numbered
    if job.out_dir is None:
        return _extracted(job, number, case)[0]
    file = Path(job.out_dir) / f"features_{number}.csv"
    mark = file.with_suffix(".sha1")
    wanted = _fingerprint(job, case)
    if file.is_file() and mark.is_file() and mark.read_text() == wanted:
        _logger.info("Patient %s already processed, reading results...", number)
        with file.open(newline="") as stored:
            return OrderedDict(next(csv.DictReader(stored)))
    features, complete = _extracted(job, number, case)
    mark.unlink(missing_ok=True)
    with file.open("w", newline="") as stored:
        writer = csv.DictWriter(stored, list(features), lineterminator="\n")
        writer.writeheader()
        writer.writerow(features)
    if complete:
        mark.write_text(wanted)
    return features


def _fingerprint(job: Job, case: Case) -> str:
    """Say what a result belongs to: it is reused for the same case and parameters only."""
    e = job.extractor
    content: list[Any] = [case, e.settings, e.enabledImagetypes, e.enabledFeatures]
    for name in ("Image", "Mask"):
        path = Path(case[name])
        content.append(path.stat().st_mtime_ns if path.is_file() else None)
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _extracted(job: Job, number: int, case: Case) -> tuple[OrderedDict[str, Any], bool]:
    features: OrderedDict[str, Any] = OrderedDict(case)
    try:
        _logger.info("Processing case %s", number)
        label, channel = case.get("Label"), case.get("Label_channel")
        found = job.extractor.execute(
            case["Image"],
            case["Mask"],
            None if label is None else int(label),
            None if channel is None else int(channel),
        )
    except Exception:
        _logger.exception("Feature extraction failed!")
        return features, False
    features.update(found)
    return features, True
