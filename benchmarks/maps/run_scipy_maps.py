"""The same response maps with SciPy, and with SimpleITK where it has the filter.

SciPy has the passes and transforms; kernels and transfer functions are made here by the formulas
of the IBSI manual. Images are 64-bit floats, as in voxtrait; one thread.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import pywt
import scipy
import SimpleITK
from scipy import fft, ndimage, signal

from map_cases import SIGMA
from map_timing import deviation, main

if TYPE_CHECKING:
    from collections.abc import Callable

    from map_cases import MapCase
    from map_timing import Array, Filter

LAWS = {"L5": [1, 4, 6, 4, 1], "E5": [-1, -2, 0, 2, 1]}


def along_all(image: Array, kernels: list[Array]) -> Array:
    """Convolved along x, y, z with one kernel each."""
    result = image.astype(np.float64)
    for axis, kernel in zip((2, 1, 0), kernels):  # noqa: B905
        result = ndimage.convolve1d(result, kernel, axis, mode="reflect")
    return result


def mean(image: Array, case: MapCase) -> Array:
    """A box."""
    return ndimage.uniform_filter(image.astype(np.float64), 5, mode="nearest")


def gaussian(image: Array, case: MapCase) -> Array:
    """A Gaussian."""
    return ndimage.gaussian_filter(image.astype(np.float64), SIGMA, mode="reflect")


def laplacian(image: Array, case: MapCase) -> Array:
    """The Laplacian of a Gaussian."""
    return ndimage.gaussian_laplace(image.astype(np.float64), SIGMA, mode="reflect")


def laws(image: Array, case: MapCase) -> Array:
    """Three kernels."""
    names = case.settings["kernels"]
    kernels = [np.array(LAWS[names[i : i + 2]], float) for i in (0, 2, 4)]
    return along_all(image, [k / np.linalg.norm(k) for k in kernels])


def wavelet(image: Array, case: MapCase) -> Array:
    """A band of the first level."""
    own = pywt.Wavelet(case.settings["wavelet"])
    taps = {"L": [*own.dec_lo, 0.0], "H": [*own.dec_hi, 0.0]}  # a zero, so that it has a centre
    return along_all(image, [np.array(taps[band]) for band in case.settings["bands"]])


def gabor(image: Array, case: MapCase) -> Array:
    """One wave in each slice, by Fourier transforms."""
    s = case.settings
    sigma, gamma = s["sigma_mm"], 1.5
    reach = math.ceil(5 * sigma)
    v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(float)
    c, d = (f(math.radians(s["angle_degrees"])) for f in (math.cos, math.sin))
    along, across = u * c + v * d, gamma * (v * c - u * d)
    kernel = np.exp(-0.5 * (along**2 + across**2) / sigma**2)
    kernel = kernel * np.exp(2j * np.pi * along / s["wavelength_mm"])
    result = np.empty(image.shape)
    for z, plane in enumerate(image):
        wide = np.pad(plane.astype(np.float64), reach, mode="symmetric")
        result[z] = np.abs(signal.fftconvolve(wide, kernel, mode="valid"))
    return result


def frequencies(n: int) -> Array:
    """From -1 to 1, as in the reference maps."""
    k = fft.fftfreq(n, 1 / n)
    return (k + (0.5 if n % 2 == 0 else 0.0)) / (0.5 * (n - 1))


def simoncelli(squares: list[Array]) -> Array:
    """The gain on sums of squared frequencies of the axes z, y, x."""
    radius = squares[0][:, None, None] + squares[1][None, :, None] + squares[2][None, None, :]
    np.sqrt(radius, out=radius)
    inside = (radius >= 0.25) & (radius <= 1.0)
    np.maximum(radius, 0.25, out=radius)
    gain = np.cos(0.5 * np.pi * np.log2(2 * radius))
    gain *= inside
    return gain


def half(axis_values: list[Array]) -> list[Array]:
    """Of the last axis only the frequencies that the transform of a real image has."""
    return [*axis_values[:-1], axis_values[-1][: len(axis_values[-1]) // 2 + 1]]


def wavelet_gain(shape: tuple[int, ...]) -> Array:
    """The mean over a frequency and its opposite, which is what the real part keeps."""
    ones = [frequencies(n) for n in shape]
    others = [np.concatenate([f[:1], f[:0:-1]]) for f in ones]
    gain = simoncelli(half([f * f for f in ones]))
    gain += simoncelli(half([f * f for f in others]))
    gain *= 0.5
    return gain


def filtered(image: Array, gain: Array, derivative: bool = False) -> Array:
    """By a transfer function; with the first-order Riesz transform along x."""
    spectrum = fft.rfftn(image.astype(np.float64))
    spectrum *= gain
    if derivative:
        z, y, x = half([fft.fftfreq(n) for n in image.shape])
        length = np.sqrt(z[:, None, None] ** 2 + y[None, :, None] ** 2 + x[None, None, :] ** 2)
        length[0, 0, 0] = 1.0
        spectrum *= -1j * x[None, None, :]
        spectrum /= length
    result: Array = fft.irfftn(spectrum, image.shape)
    return result


def nonseparable(image: Array, case: MapCase) -> Array:
    """The first band."""
    return filtered(image, wavelet_gain(image.shape))


def riesz_wavelet(image: Array, case: MapCase) -> Array:
    """Its derivative along x."""
    return filtered(image, wavelet_gain(image.shape), derivative=True)


def spectrum_of(taps: Array, n: int) -> Array:
    """The real spectrum of a symmetric kernel."""
    k, reach = np.arange(n), len(taps) // 2
    sides = (2 * taps[reach + j] * np.cos(2 * np.pi * j * k / n) for j in range(1, reach + 1))
    total: Array = sum(sides, np.full(n, taps[reach]))
    return total


def riesz_log(image: Array, case: MapCase) -> Array:
    """The derivative along x of a Laplacian of Gaussian."""
    reach = int(4 * SIGMA + 0.5)
    at = np.arange(-reach, reach + 1) / SIGMA
    flat = np.exp(-0.5 * at**2) / (math.sqrt(2 * math.pi) * SIGMA)
    smooth, curved = (
        half([spectrum_of(taps, n) for n in image.shape])
        for taps in (flat, flat * (at**2 - 1) / SIGMA**2)
    )
    terms = ((curved if b == a else smooth for b in range(3)) for a in range(3))
    gain = sum(z[0][:, None, None] * y[1][None, :, None] * x[2][None, None, :] for z, y, x in terms)
    return filtered(image, gain, derivative=True)


OF_SCIPY: dict[str, Filter] = {
    "mean": mean,
    "Gaussian": gaussian,
    "Laplacian of Gaussian": laplacian,
    "Laws": laws,
    "wavelet": wavelet,
    "Gabor": gabor,
    "non-separable wavelet": nonseparable,
    "Riesz of LoG": riesz_log,
    "Riesz of wavelet": riesz_wavelet,
}


def itk_mean(image: Array, case: MapCase) -> Array:
    """Its mean over a neighbourhood."""
    given = SimpleITK.GetImageFromArray(image.astype(np.float64))
    return SimpleITK.GetArrayFromImage(SimpleITK.Mean(given, [2, 2, 2]))


def by_name(table: dict[str, Filter]) -> Callable[[MapCase], Filter | None]:
    """The filter for a case."""
    return lambda case: table.get(case.name)


def compared(response: Array, file: Path) -> dict[str, Any]:
    """How far it is from voxtrait's map."""
    return {"deviation": deviation(np.load(file, mmap_mode="r"), response)}


if __name__ == "__main__":
    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
    programs = {
        "SciPy": (by_name(OF_SCIPY), compared),
        "SimpleITK": (by_name({"mean": itk_mean}), compared),
    }
    main(
        programs,
        {
            "scipy": scipy.__version__,
            "SimpleITK": SimpleITK.Version_VersionString(),
            "PyWavelets": pywt.__version__,
            "numpy": np.__version__,
        },
    )
