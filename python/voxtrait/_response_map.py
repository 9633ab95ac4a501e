"""Images that filters make."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias

from voxtrait import _core
from voxtrait._arguments import threads_of
from voxtrait._image import Image, ImageLike, Numbers
from voxtrait._plugins import find_plugins

Plane: TypeAlias = Literal["axial", "coronal", "sagittal", "stored"]


def response_map(
    image: ImageLike,
    type: str,
    *,
    spacing: Numbers | None = None,
    plane: Plane = "axial",
    threads: int | None = None,
    **settings: Any,
) -> Image:
    """Filter an image.

    Parameters
    ----------
    image : Image, path, array or image of another library
        The image; arrays have axes (z, y, x).
    type : str
        The filter; `filters` lists all.
    spacing : sequence of float, optional
        Of an array, along (x, y, z) in mm; 1 by default.
    plane : {"axial", "coronal", "sagittal", "stored"}, default "axial"
        Plane of the slices, for filters in two dimensions.
    threads : int, optional
        Threads to use; VOXTRAIT_THREADS or all processors by default.
    **settings
        Settings of the filter, such as ``sigma_mm=3``.

    Returns
    -------
    Image
        The response in 32-bit floats, on the image's grid; a decimated one has every second voxel
        of it for each level.

    Raises
    ------
    SettingsError
        If there is no such filter or setting, or a value is not what the setting may hold.

    Examples
    --------
    >>> import numpy as np
    >>> import voxtrait
    >>> spot = np.zeros((3, 5, 5))
    >>> spot[1, 2, 2] = 27
    >>> float(voxtrait.response_map(spot, "mean", support=3).array.max())
    1.0
    """
    find_plugins()
    opened = image if isinstance(image, Image) else Image(image, spacing)
    if opened is image and spacing is not None:
        raise TypeError("spacing is for plain arrays; this image has its own")
    array, own_spacing, origin = _core.response_map(
        opened,
        filter=json.dumps({"type": type, **settings}),
        plane=plane,
        threads=threads_of(threads),
    )
    return Image(array, own_spacing, origin, opened.direction)
