"""Features for voxtrait that arrive with `pip install`."""

import voxtrait


def compute(inputs: voxtrait.Inputs) -> list[float]:
    """Give the two features in their order; voxtrait averages over the matrices."""
    zones = inputs.matrices["glszm"]
    sizes = zones.columns.astype(float)
    return [float(sizes.max()), float((zones.values * sizes).sum() / zones.values.sum())]


family = voxtrait.Family(
    id="example.zones",
    doc="Sizes of the zones of equal level.",
    inputs=["glszm"],
    aggregations=["2D", "3D"],
    features=[
        voxtrait.Feature("largest", "Voxels of the largest zone.", formula=r"\max_j j"),
        voxtrait.Feature("mean_size", "Mean number of voxels of a zone.", formula=r"N_v / N_s"),
    ],
    compute=compute,
)

# IBSI's digital phantom has 74 voxels in 5 zones of the whole volume.
plugin = voxtrait.Plugin(
    "example.package",
    version="1.0",
    doc="Template of a plugin package.",
    families=[family],
    references=[
        voxtrait.ReferenceCase(
            name="digital_phantom",
            settings={"families": ["example.zones"], "discretisation": {"method": "none"}},
            values=[voxtrait.ReferenceValue("example.zones", "mean_size", 74 / 5, 1e-12)],
        )
    ],
)
