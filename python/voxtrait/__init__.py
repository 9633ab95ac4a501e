"""Radiomic features of medical images by the standard of the IBSI.

>>> import numpy as np
>>> import voxtrait
>>> image = np.arange(60.0).reshape(3, 4, 5)
>>> table = voxtrait.extract(image, image >= 10, spacing=(1, 1, 2.5))
>>> table.to_dict()["original_intensity_statistics_mean"]
34.5
"""

from voxtrait._core import __version__
from voxtrait._errors import (
    DataWarning,
    Error,
    FileError,
    InputError,
    PluginError,
    SettingsError,
)
from voxtrait._extractor import Extractor, extract, inspect
from voxtrait._image import Image, Mask, read_image
from voxtrait._inspection import Inspection, Matrix
from voxtrait._plugin_filter import Filter, FilterInputs
from voxtrait._plugin_inputs import Inputs, NoValue
from voxtrait._plugin_types import (
    Family,
    Feature,
    Plugin,
    ReferenceCase,
    ReferenceValue,
    Setting,
)
from voxtrait._plugins import load_plugin, plugins
from voxtrait._registry import describe, features, filters, schema
from voxtrait._response_map import response_map
from voxtrait._settings import Settings
from voxtrait._table import Row, Table
from voxtrait._verify import Verification, VerifiedValue, verify

__all__ = [
    "DataWarning",
    "Error",
    "Extractor",
    "Family",
    "Feature",
    "FileError",
    "Filter",
    "FilterInputs",
    "Image",
    "InputError",
    "Inputs",
    "Inspection",
    "Mask",
    "Matrix",
    "NoValue",
    "Plugin",
    "PluginError",
    "ReferenceCase",
    "ReferenceValue",
    "Row",
    "Setting",
    "Settings",
    "SettingsError",
    "Table",
    "Verification",
    "VerifiedValue",
    "__version__",
    "describe",
    "extract",
    "features",
    "filters",
    "inspect",
    "load_plugin",
    "plugins",
    "read_image",
    "response_map",
    "schema",
    "verify",
]
