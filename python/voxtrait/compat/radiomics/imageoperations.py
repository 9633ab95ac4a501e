"""PyRadiomics' image types as functions; within an extraction the engine computes them itself."""

# ruff: noqa: N802, N803

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from voxtrait.compat.radiomics import _engine, _images

Images = Iterator[tuple[Any, str, dict[str, Any]]]


def getOriginalImage(inputImage: Any, inputMask: Any, **kwargs: Any) -> Images:
    """Yield the image itself, the name of its type and the settings."""
    yield inputImage, "original", kwargs


def _function(image_type: str, doc: str) -> Callable[..., Images]:
    """Make the function that PyRadiomics calls ``get<type>Image``."""

    def images(inputImage: Any, inputMask: Any, **kwargs: Any) -> Images:
        pair = _images.open_pair(inputImage, inputMask, kwargs)
        settings = _images.in_plane(kwargs) if pair.planar else kwargs
        for name, image in _engine.images_of(image_type, pair, settings):
            yield _images.like(inputImage, image), name, kwargs

    images.__name__ = images.__qualname__ = f"get{image_type}Image"
    images.__doc__ = f"Yield images, their names and the settings. {doc}"
    return images


globals().update(
    {f"get{name}Image": _function(name, doc) for name, doc in _engine.type_documentation().items()}
)
