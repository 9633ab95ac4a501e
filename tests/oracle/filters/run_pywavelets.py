"""Adds to responses.npz what PyWavelets gives for decimated wavelets.

PyWavelets' own transform keeps more coefficients than every second one wherever an image does not
repeat itself. So each axis is extended as the boundary rule says, transformed, and only the
coefficients of its own samples are kept. Where an image repeats itself and has a size that the
levels divide, PyWavelets' mode `periodization` must give the same.

    pip install numpy PyWavelets
"""

import numpy as np
import pywt
from filter_cases import PADDING, RECORD, Array, Case, image_of, recorded, wavelet_cases


def half(values: Array, wavelet: pywt.Wavelet, band: str, boundary: str, axis: int) -> Array:
    """Every second coefficient of one level along one axis."""
    length = wavelet.dec_len
    # Coefficient o of the extended axis is centred on its sample 2 o + 1 - length / 2.
    before = 2 * length + (length // 2 - 1) % 2
    widths = [(before, 2 * length) if a == axis else (0, 0) for a in range(values.ndim)]
    extended = np.pad(values, widths, mode=PADDING[boundary])
    bands = dict(zip("LH", pywt.dwt(extended, wavelet, mode="zero", axis=axis), strict=True))
    first = (before + length // 2 - 1) // 2
    kept = np.arange((values.shape[axis] + 1) // 2) + first
    return np.take(bands[band], kept, axis=axis)


def response(case: Case) -> Array:
    settings = case.settings
    wavelet = pywt.Wavelet(settings["wavelet"])
    values = image_of(case.size)
    for level in range(1, settings["level"] + 1):
        last = level == settings["level"]
        for place, band in enumerate(settings["bands"]):
            values = half(values, wavelet, band if last else "L", settings["boundary"], 2 - place)
    return values


def periodised(case: Case) -> Array:
    """The same by PyWavelets alone."""
    bands = case.settings["bands"]
    axes = [2 - place for place in range(len(bands))]
    level = case.settings["level"]
    found = pywt.wavedecn(
        image_of(case.size), case.settings["wavelet"], "periodization", level, axes
    )
    key = bands.replace("L", "a").replace("H", "d")
    return found[0] if "d" not in key else found[1][key]


def main() -> None:
    rows = recorded() if RECORD.exists() else {}
    compared = 0
    for case in wavelet_cases():
        rows[case.name] = response(case)
        step = 2 ** case.settings["level"]
        divides = all(n % step == 0 for n in case.size[: len(case.settings["bands"])])
        if case.settings["boundary"] == "periodic" and divides:
            np.testing.assert_allclose(rows[case.name], periodised(case), atol=1e-9)
            compared += 1
    assert compared > 10
    np.savez_compressed(RECORD, **rows)


if __name__ == "__main__":
    main()
