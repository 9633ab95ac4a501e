"""Radiomic features of medical images by the standard of the IBSI.

>>> import numpy as np
>>> import voxtrait
>>> image = np.arange(60.0).reshape(3, 4, 5)
>>> table = voxtrait.extract(image, image >= 10, spacing=(1, 1, 2.5))
>>> table.to_dict()["original_intensity_statistics_mean"]
34.5
"""

from voxtrait._core import __version__
from voxtrait._errors import DataWarning, Error, FileError, InputError, SettingsError
from voxtrait._extract import extract
from voxtrait._image import Image, read_image
from voxtrait._registry import describe, features, schema
from voxtrait._table import Row, Table

__all__ = [
    "DataWarning",
    "Error",
    "FileError",
    "Image",
    "InputError",
    "Row",
    "SettingsError",
    "Table",
    "__version__",
    "describe",
    "extract",
    "features",
    "read_image",
    "schema",
]
