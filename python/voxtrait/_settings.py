"""Types of the settings; written by scripts/generate_python.py from the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypedDict


class ImageSettings(TypedDict, total=False):
    """Settings of image."""

    # Rounding of stored intensities before anything else, for integer modalities such as CT
    # that were stored as floating point. Default: 'none'.
    rounding: Literal["none", "nearest_integer"]


class SlicesSettings(TypedDict, total=False):
    """Settings of slices."""

    # Plane of the slices that 2D and 2.5D features and in-plane interpolation work in, by the
    # patient's axes, so that storage order does not matter; stored takes the plane of the
    # file's first two axes. Default: 'axial'.
    plane: Literal["axial", "coronal", "sagittal", "stored"]


class InterpolationSettings(TypedDict, total=False):
    """Settings of interpolation."""

    # How intensities are interpolated (VTM2). cubic is a cubic spline. Default: 'none'.
    method: Literal["none", "nearest", "linear", "cubic"]
    # New voxel spacing along x, y and the slice axis; [2, 2, null] interpolates in plane only.
    # Unit: mm. Default: [None, None, None].
    spacing: Sequence[float | None]
    # How the new grid lies: centre (3WE3) on the image's centre, origin (SBKJ) on its first
    # voxel, corner on the outer corner of its first voxel, fit (58MB) on first and last voxel
    # with the spacing giving way. Each axis gets ceil(size * spacing / new spacing) voxels; an
    # excess below 1e-4 of a voxel adds none. Beyond the edges the edge voxels' values hold.
    # Default: 'centre'.
    grid: Literal["centre", "origin", "corner", "fit"]
    # How the mask is interpolated. Default: 'linear'.
    mask_method: Literal["nearest", "linear"]
    # A voxel belongs to the ROI when its interpolated mask is at least this (E8H9); values
    # within 5e-7 below count as equal. Default: 0.5.
    mask_threshold: float
    # Rounding of interpolated intensities (68QD); ties, within 1e-6, go to the even integer.
    # Default: 'none'.
    rounding: Literal["none", "nearest_integer"]


class ResegmentationSettings(TypedDict, total=False):
    """Settings of resegmentation."""

    # Closed range of intensities that stay in the intensity mask (USB3). Unit: intensity.
    # Default: None.
    range: Sequence[float | None] | None
    # Intensities further from the mean leave the intensity mask (7ACA). Mean and standard
    # deviation are those before the range is applied; both limits are intersected. Unit:
    # standard deviations. Default: None.
    outlier_sigma: float | None


class DiscretisationSettings(TypedDict, total=False):
    """Settings of discretisation."""

    # How intensities become levels of histogram and texture features: fixed_bin_size (Q3RU)
    # starts at the lower bound of resegmentation.range, or at the ROI's minimum;
    # fixed_bin_number (K15C) spans the ROI's range; none takes whole numbers as they are.
    # Default: 'fixed_bin_number'.
    method: Literal["none", "fixed_bin_size", "fixed_bin_number"]
    # Width of a bin of fixed_bin_size. Unit: intensity. Default: 25.0.
    bin_width: float
    # Number of bins of fixed_bin_number. Unit: bins. Default: 32.
    bin_number: int


class IntensityVolumeHistogramSettings(TypedDict, total=False):
    """Settings of intensity_volume_histogram."""

    # How intensities become the steps of the intensity-volume histogram: fixed_bin_size (Q3RU)
    # starts at the lower bound of resegmentation.range, or at the ROI's minimum;
    # fixed_bin_number (K15C) spans the ROI's range; none takes whole numbers as they are.
    # Default: 'fixed_bin_number'.
    method: Literal["none", "fixed_bin_size", "fixed_bin_number"]
    # Width of a bin of fixed_bin_size. Unit: intensity. Default: 2.5.
    bin_width: float
    # Number of bins of fixed_bin_number. Unit: bins. Default: 1000.
    bin_number: int


class IntensityStatisticsSettings(TypedDict, total=False):
    """Settings of intensity_statistics."""

    # Percentiles of intensities and levels: linear interpolation between order statistics or
    # the nearest rank. The median is the same in both. Default: 'linear'.
    percentiles: Literal["linear", "nearest_rank"]


class GlcmSettings(TypedDict, total=False):
    """Settings of glcm."""

    # Chebyshev distance (PVMT) of the neighbours that are paired. Unit: voxels. Default: 1.
    distance: int
    # Norm (LIFZ, G9EV, PVMT) whose inverse distance weights a direction's matrix when matrices
    # are merged (6CK8); none by IBSI's default. Default: 'none'.
    weighting: Literal["none", "manhattan", "euclidean", "chebyshev"]


class GlrlmSettings(TypedDict, total=False):
    """Settings of glrlm."""

    # Norm (LIFZ, G9EV, PVMT) whose inverse distance weights a direction's matrix when matrices
    # are merged (6CK8); none by IBSI's default. Default: 'none'.
    weighting: Literal["none", "manhattan", "euclidean", "chebyshev"]


class NgtdmSettings(TypedDict, total=False):
    """Settings of ngtdm."""

    # Chebyshev distance (PVMT) of the neighbourhood. Unit: voxels. Default: 1.
    distance: int


class NgldmSettings(TypedDict, total=False):
    """Settings of ngldm."""

    # Chebyshev distance (PVMT) of the neighbourhood. Unit: voxels. Default: 1.
    distance: int
    # Largest difference of levels that depend on each other (alpha). Unit: levels. Default: 0.
    coarseness: int


class PyradiomicsSettings(TypedDict, total=False):
    """Settings of pyradiomics."""

    # Label of the mask that is extracted when none is asked for. Default: 1.
    label: int
    # Axes along which the ROI must have more than one voxel. Unit: axes. Default: 2.
    minimumROIDimensions: int
    # The ROI must have more voxels than this. Unit: voxels. Default: None.
    minimumROISize: int | None
    # Largest difference of directions, and of origins and spacings relative to the image's
    # first spacing, for a mask on the image's grid; null for 1e-6. Default: None.
    geometryTolerance: float | None
    # Resample a mask that is not on the image's grid. Default: False.
    correctMask: bool
    # Subtract the mean of the whole image and divide by its standard deviation (N - 1) before
    # anything else. Default: False.
    normalize: bool
    # Factor of normalised intensities. Default: 1.0.
    normalizeScale: float
    # Normalised intensities further out are set to this, before they are scaled. Unit: standard
    # deviations. Default: None.
    removeOutliers: float | None
    # New voxel spacing along x, y, z; 0 keeps the mask's. An axis along which the ROI has one
    # voxel is kept, too. The grid is aligned on the mask's corner and cropped. Unit: mm.
    # Default: None.
    resampledPixelSpacing: Sequence[float] | None
    # How intensities are interpolated; null turns resampling off. Masks are always resampled by
    # nearest neighbour, and integer images keep integers, cut towards zero. Default:
    # 'sitkBSpline'.
    interpolator: Literal[
        "sitkNearestNeighbor",
        "sitkLinear",
        "sitkBSpline",
        "sitkGaussian",
        "sitkLabelGaussian",
        "sitkHammingWindowedSinc",
        "sitkCosineWindowedSinc",
        "sitkWelchWindowedSinc",
        "sitkLanczosWindowedSinc",
        "sitkBlackmanWindowedSinc",
        None,
    ]
    # Margin of the resampled image around the ROI. Unit: voxels. Default: 5.
    padDistance: int
    # Crop to the ROI and its margin before filters; changes nothing in the original image's
    # features. Default: False.
    preCrop: bool
    # Lower bound, or both bounds, of the intensities that stay in the ROI; [] or null for none.
    # Unit: by resegmentMode. Default: [].
    resegmentRange: Sequence[float] | None
    # What resegmentRange counts in: intensities, parts of the ROI's maximum, or standard
    # deviations from its mean. Default: 'absolute'.
    resegmentMode: Literal["absolute", "relative", "sigma"]
    # Shape features use the re-segmented mask, too. Default: False.
    resegmentShape: bool
    # Width of bins, whose edges are multiples of it. Unit: intensity. Default: 25.0.
    binWidth: float
    # Number of bins over the ROI's range; goes before binWidth. Unit: bins. Default: None.
    binCount: int | None
    # Chebyshev distances of neighbours in GLCM, GLDM and NGTDM. Unit: voxels. Default: [1].
    distances: Sequence[int]
    # Textures look at neighbours within slices only. Default: False.
    force2D: bool
    # Axis across which slices are stacked: 0 z, 1 y, 2 x. Default: 0.
    force2Ddimension: int
    # Added to intensities for Energy, TotalEnergy and RootMeanSquared. Unit: intensity.
    # Default: 0.0.
    voxelArrayShift: float
    # The GLCM counts each pair both ways. Default: True.
    symmetricalGLCM: bool
    # Norm of the step in mm by which directions are weighted and merged, in GLCM and GLRLM;
    # no_weighting merges them unweighted, null averages their features. Default: None.
    weightingNorm: Literal["euclidean", "manhattan", "infinity", "no_weighting", None]
    # Largest difference of levels that depend on each other. Unit: levels. Default: 0.
    gldm_a: int
    # Widths of the image type LoG. Names of images tell 1 from 1.0. Without any there is no
    # such image. Unit: mm. Default: [].
    sigma: Sequence[float] | None
    # Wavelet of the image type Wavelet, by PyWavelets' name. Default: 'coif1'.
    wavelet: Literal[
        "db1",
        "haar",
        "db2",
        "db3",
        "db4",
        "db5",
        "db6",
        "db7",
        "db8",
        "db9",
        "db10",
        "db11",
        "db12",
        "db13",
        "db14",
        "db15",
        "db16",
        "db17",
        "db18",
        "db19",
        "db20",
        "db21",
        "db22",
        "db23",
        "db24",
        "db25",
        "db26",
        "db27",
        "db28",
        "db29",
        "db30",
        "db31",
        "db32",
        "db33",
        "db34",
        "db35",
        "db36",
        "db37",
        "db38",
        "sym2",
        "sym3",
        "sym4",
        "sym5",
        "sym6",
        "sym7",
        "sym8",
        "sym9",
        "sym10",
        "sym11",
        "sym12",
        "sym13",
        "sym14",
        "sym15",
        "sym16",
        "sym17",
        "sym18",
        "sym19",
        "sym20",
        "coif1",
        "coif2",
        "coif3",
        "coif4",
        "coif5",
        "coif6",
        "coif7",
        "coif8",
        "coif9",
        "coif10",
        "coif11",
        "coif12",
        "coif13",
        "coif14",
        "coif15",
        "coif16",
        "coif17",
        "dmey",
        "bior1.1",
        "rbio1.1",
        "bior1.3",
        "rbio1.3",
        "bior1.5",
        "rbio1.5",
        "bior2.2",
        "rbio2.2",
        "bior2.4",
        "rbio2.4",
        "bior2.6",
        "rbio2.6",
        "bior2.8",
        "rbio2.8",
        "bior3.1",
        "rbio3.1",
        "bior3.3",
        "rbio3.3",
        "bior3.5",
        "rbio3.5",
        "bior3.7",
        "rbio3.7",
        "bior3.9",
        "rbio3.9",
        "bior4.4",
        "rbio4.4",
        "bior5.5",
        "rbio5.5",
        "bior6.8",
        "rbio6.8",
    ]
    # Levels of the image type Wavelet that are skipped. Unit: levels. Default: 0.
    start_level: int
    # Levels of the image type Wavelet that are computed. Unit: levels. Default: 1.
    level: int
    # The image type Gradient is per mm, not per voxel. Default: True.
    gradientUseSpacing: bool
    # Radius of the circle of samples of the image type LBP2D. Unit: voxels. Default: 1.0.
    lbp2DRadius: float
    # Samples of the image type LBP2D. Default: 8.
    lbp2DSamples: int
    # Codes of the image type LBP2D, by scikit-image's name. Default: 'uniform'.
    lbp2DMethod: Literal["default", "ror", "uniform", "var"]
    # Degrees of the spherical harmonics of the image type LBP3D. Default: 2.
    lbp3DLevels: int
    # Radius of the sphere of samples of the image type LBP3D. Unit: voxels. Default: 1.0.
    lbp3DIcosphereRadius: float
    # How often the faces of an icosahedron are divided for the image type LBP3D. Default: 1.
    lbp3DIcosphereSubdivision: int
    # Also the features that PyRadiomics gives only when they are named, such as
    # StandardDeviation. No setting of PyRadiomics. Default: False.
    optionalFeatures: bool
    # Images whose features are computed, in this order, each with the settings that differ for
    # it: those of features and its own. Shape is that of the original image. Default:
    # {'Original': {}}.
    imageType: Mapping[str, Mapping[str, Any]]


class Settings(TypedDict, total=False):
    """All settings."""

    profile: Literal["ibsi", "pyradiomics"]
    image: ImageSettings
    slices: SlicesSettings
    interpolation: InterpolationSettings
    resegmentation: ResegmentationSettings
    discretisation: DiscretisationSettings
    intensity_volume_histogram: IntensityVolumeHistogramSettings
    intensity_statistics: IntensityStatisticsSettings
    glcm: GlcmSettings
    glrlm: GlrlmSettings
    ngtdm: NgtdmSettings
    ngldm: NgldmSettings
    aggregations: Sequence[
        Literal[
            "2D_average",
            "2D_slice_merged",
            "2.5D_direction_merged",
            "2.5D_merged",
            "3D_average",
            "3D_merged",
            "2D",
            "2.5D",
            "3D",
        ]
    ]
    filters: Sequence[Mapping[str, Any]]
    families: Sequence[
        Literal[
            "all",
            "morphology",
            "local_intensity",
            "intensity_statistics",
            "intensity_histogram",
            "intensity_volume_histogram",
            "glcm",
            "glrlm",
            "glszm",
            "gldzm",
            "ngtdm",
            "ngldm",
            "pyradiomics_shape",
            "pyradiomics_shape2d",
            "pyradiomics_firstorder",
            "pyradiomics_glcm",
            "pyradiomics_gldm",
            "pyradiomics_glrlm",
            "pyradiomics_glszm",
            "pyradiomics_ngtdm",
        ]
    ]
    exclude: Sequence[str]
    plugins: Sequence[str]
    pyradiomics: PyradiomicsSettings


class Keywords(TypedDict, total=False):
    """The same settings as keyword arguments: section and key in one name."""

    # Rounding of stored intensities before anything else, for integer modalities such as CT
    # that were stored as floating point. Default: 'none'.
    image_rounding: Literal["none", "nearest_integer"]
    # Plane of the slices that 2D and 2.5D features and in-plane interpolation work in, by the
    # patient's axes, so that storage order does not matter; stored takes the plane of the
    # file's first two axes. Default: 'axial'.
    slices_plane: Literal["axial", "coronal", "sagittal", "stored"]
    # How intensities are interpolated (VTM2). cubic is a cubic spline. Default: 'none'.
    interpolation_method: Literal["none", "nearest", "linear", "cubic"]
    # New voxel spacing along x, y and the slice axis; [2, 2, null] interpolates in plane only.
    # Unit: mm. Default: [None, None, None].
    interpolation_spacing: Sequence[float | None]
    # How the new grid lies: centre (3WE3) on the image's centre, origin (SBKJ) on its first
    # voxel, corner on the outer corner of its first voxel, fit (58MB) on first and last voxel
    # with the spacing giving way. Each axis gets ceil(size * spacing / new spacing) voxels; an
    # excess below 1e-4 of a voxel adds none. Beyond the edges the edge voxels' values hold.
    # Default: 'centre'.
    interpolation_grid: Literal["centre", "origin", "corner", "fit"]
    # How the mask is interpolated. Default: 'linear'.
    interpolation_mask_method: Literal["nearest", "linear"]
    # A voxel belongs to the ROI when its interpolated mask is at least this (E8H9); values
    # within 5e-7 below count as equal. Default: 0.5.
    interpolation_mask_threshold: float
    # Rounding of interpolated intensities (68QD); ties, within 1e-6, go to the even integer.
    # Default: 'none'.
    interpolation_rounding: Literal["none", "nearest_integer"]
    # Closed range of intensities that stay in the intensity mask (USB3). Unit: intensity.
    # Default: None.
    resegmentation_range: Sequence[float | None] | None
    # Intensities further from the mean leave the intensity mask (7ACA). Mean and standard
    # deviation are those before the range is applied; both limits are intersected. Unit:
    # standard deviations. Default: None.
    resegmentation_outlier_sigma: float | None
    # How intensities become levels of histogram and texture features: fixed_bin_size (Q3RU)
    # starts at the lower bound of resegmentation.range, or at the ROI's minimum;
    # fixed_bin_number (K15C) spans the ROI's range; none takes whole numbers as they are.
    # Default: 'fixed_bin_number'.
    discretisation_method: Literal["none", "fixed_bin_size", "fixed_bin_number"]
    # Width of a bin of fixed_bin_size. Unit: intensity. Default: 25.0.
    discretisation_bin_width: float
    # Number of bins of fixed_bin_number. Unit: bins. Default: 32.
    discretisation_bin_number: int
    # How intensities become the steps of the intensity-volume histogram: fixed_bin_size (Q3RU)
    # starts at the lower bound of resegmentation.range, or at the ROI's minimum;
    # fixed_bin_number (K15C) spans the ROI's range; none takes whole numbers as they are.
    # Default: 'fixed_bin_number'.
    intensity_volume_histogram_method: Literal["none", "fixed_bin_size", "fixed_bin_number"]
    # Width of a bin of fixed_bin_size. Unit: intensity. Default: 2.5.
    intensity_volume_histogram_bin_width: float
    # Number of bins of fixed_bin_number. Unit: bins. Default: 1000.
    intensity_volume_histogram_bin_number: int
    # Percentiles of intensities and levels: linear interpolation between order statistics or
    # the nearest rank. The median is the same in both. Default: 'linear'.
    intensity_statistics_percentiles: Literal["linear", "nearest_rank"]
    # Chebyshev distance (PVMT) of the neighbours that are paired. Unit: voxels. Default: 1.
    glcm_distance: int
    # Norm (LIFZ, G9EV, PVMT) whose inverse distance weights a direction's matrix when matrices
    # are merged (6CK8); none by IBSI's default. Default: 'none'.
    glcm_weighting: Literal["none", "manhattan", "euclidean", "chebyshev"]
    # Norm (LIFZ, G9EV, PVMT) whose inverse distance weights a direction's matrix when matrices
    # are merged (6CK8); none by IBSI's default. Default: 'none'.
    glrlm_weighting: Literal["none", "manhattan", "euclidean", "chebyshev"]
    # Chebyshev distance (PVMT) of the neighbourhood. Unit: voxels. Default: 1.
    ngtdm_distance: int
    # Chebyshev distance (PVMT) of the neighbourhood. Unit: voxels. Default: 1.
    ngldm_distance: int
    # Largest difference of levels that depend on each other (alpha). Unit: levels. Default: 0.
    ngldm_coarseness: int
    # Aggregations of texture features; each family takes those it has. A dimension that is
    # listed only for families of the other kind (with or without directions) means all
    # aggregations of that dimension. Features of the whole ROI are always computed. Default:
    # ['3D_average', '3D_merged', '3D'].
    aggregations: Sequence[
        Literal[
            "2D_average",
            "2D_slice_merged",
            "2.5D_direction_merged",
            "2.5D_merged",
            "3D_average",
            "3D_merged",
            "2D",
            "2.5D",
            "3D",
        ]
    ]
    # Filters whose responses are image variants of their own, after interpolation and before
    # features; re-segmentation follows the unfiltered image. Features of shape are those of the
    # original image alone. Default: [].
    filters: Sequence[Mapping[str, Any]]
    # Families to compute; all for every one of the profile, but for pyradiomics_shape2d.
    # Default: ['all'].
    families: Sequence[
        Literal[
            "all",
            "morphology",
            "local_intensity",
            "intensity_statistics",
            "intensity_histogram",
            "intensity_volume_histogram",
            "glcm",
            "glrlm",
            "glszm",
            "gldzm",
            "ngtdm",
            "ngldm",
            "pyradiomics_shape",
            "pyradiomics_shape2d",
            "pyradiomics_firstorder",
            "pyradiomics_glcm",
            "pyradiomics_gldm",
            "pyradiomics_glrlm",
            "pyradiomics_glszm",
            "pyradiomics_ngtdm",
        ]
    ]
    # Features to leave out, by id, FAMILY.ID or IBSI code; work that only they need is not
    # done. Default: [].
    exclude: Sequence[str]
    # Plugins that the settings need: names of installed ones, such as voxtrait.bodycomp, or
    # paths of shared libraries. Default: [].
    plugins: Sequence[str]
    # Label of the mask that is extracted when none is asked for. Default: 1.
    pyradiomics_label: int
    # Axes along which the ROI must have more than one voxel. Unit: axes. Default: 2.
    pyradiomics_minimumROIDimensions: int
    # The ROI must have more voxels than this. Unit: voxels. Default: None.
    pyradiomics_minimumROISize: int | None
    # Largest difference of directions, and of origins and spacings relative to the image's
    # first spacing, for a mask on the image's grid; null for 1e-6. Default: None.
    pyradiomics_geometryTolerance: float | None
    # Resample a mask that is not on the image's grid. Default: False.
    pyradiomics_correctMask: bool
    # Subtract the mean of the whole image and divide by its standard deviation (N - 1) before
    # anything else. Default: False.
    pyradiomics_normalize: bool
    # Factor of normalised intensities. Default: 1.0.
    pyradiomics_normalizeScale: float
    # Normalised intensities further out are set to this, before they are scaled. Unit: standard
    # deviations. Default: None.
    pyradiomics_removeOutliers: float | None
    # New voxel spacing along x, y, z; 0 keeps the mask's. An axis along which the ROI has one
    # voxel is kept, too. The grid is aligned on the mask's corner and cropped. Unit: mm.
    # Default: None.
    pyradiomics_resampledPixelSpacing: Sequence[float] | None
    # How intensities are interpolated; null turns resampling off. Masks are always resampled by
    # nearest neighbour, and integer images keep integers, cut towards zero. Default:
    # 'sitkBSpline'.
    pyradiomics_interpolator: Literal[
        "sitkNearestNeighbor",
        "sitkLinear",
        "sitkBSpline",
        "sitkGaussian",
        "sitkLabelGaussian",
        "sitkHammingWindowedSinc",
        "sitkCosineWindowedSinc",
        "sitkWelchWindowedSinc",
        "sitkLanczosWindowedSinc",
        "sitkBlackmanWindowedSinc",
        None,
    ]
    # Margin of the resampled image around the ROI. Unit: voxels. Default: 5.
    pyradiomics_padDistance: int
    # Crop to the ROI and its margin before filters; changes nothing in the original image's
    # features. Default: False.
    pyradiomics_preCrop: bool
    # Lower bound, or both bounds, of the intensities that stay in the ROI; [] or null for none.
    # Unit: by resegmentMode. Default: [].
    pyradiomics_resegmentRange: Sequence[float] | None
    # What resegmentRange counts in: intensities, parts of the ROI's maximum, or standard
    # deviations from its mean. Default: 'absolute'.
    pyradiomics_resegmentMode: Literal["absolute", "relative", "sigma"]
    # Shape features use the re-segmented mask, too. Default: False.
    pyradiomics_resegmentShape: bool
    # Width of bins, whose edges are multiples of it. Unit: intensity. Default: 25.0.
    pyradiomics_binWidth: float
    # Number of bins over the ROI's range; goes before binWidth. Unit: bins. Default: None.
    pyradiomics_binCount: int | None
    # Chebyshev distances of neighbours in GLCM, GLDM and NGTDM. Unit: voxels. Default: [1].
    pyradiomics_distances: Sequence[int]
    # Textures look at neighbours within slices only. Default: False.
    pyradiomics_force2D: bool
    # Axis across which slices are stacked: 0 z, 1 y, 2 x. Default: 0.
    pyradiomics_force2Ddimension: int
    # Added to intensities for Energy, TotalEnergy and RootMeanSquared. Unit: intensity.
    # Default: 0.0.
    pyradiomics_voxelArrayShift: float
    # The GLCM counts each pair both ways. Default: True.
    pyradiomics_symmetricalGLCM: bool
    # Norm of the step in mm by which directions are weighted and merged, in GLCM and GLRLM;
    # no_weighting merges them unweighted, null averages their features. Default: None.
    pyradiomics_weightingNorm: Literal["euclidean", "manhattan", "infinity", "no_weighting", None]
    # Largest difference of levels that depend on each other. Unit: levels. Default: 0.
    pyradiomics_gldm_a: int
    # Widths of the image type LoG. Names of images tell 1 from 1.0. Without any there is no
    # such image. Unit: mm. Default: [].
    pyradiomics_sigma: Sequence[float] | None
    # Wavelet of the image type Wavelet, by PyWavelets' name. Default: 'coif1'.
    pyradiomics_wavelet: Literal[
        "db1",
        "haar",
        "db2",
        "db3",
        "db4",
        "db5",
        "db6",
        "db7",
        "db8",
        "db9",
        "db10",
        "db11",
        "db12",
        "db13",
        "db14",
        "db15",
        "db16",
        "db17",
        "db18",
        "db19",
        "db20",
        "db21",
        "db22",
        "db23",
        "db24",
        "db25",
        "db26",
        "db27",
        "db28",
        "db29",
        "db30",
        "db31",
        "db32",
        "db33",
        "db34",
        "db35",
        "db36",
        "db37",
        "db38",
        "sym2",
        "sym3",
        "sym4",
        "sym5",
        "sym6",
        "sym7",
        "sym8",
        "sym9",
        "sym10",
        "sym11",
        "sym12",
        "sym13",
        "sym14",
        "sym15",
        "sym16",
        "sym17",
        "sym18",
        "sym19",
        "sym20",
        "coif1",
        "coif2",
        "coif3",
        "coif4",
        "coif5",
        "coif6",
        "coif7",
        "coif8",
        "coif9",
        "coif10",
        "coif11",
        "coif12",
        "coif13",
        "coif14",
        "coif15",
        "coif16",
        "coif17",
        "dmey",
        "bior1.1",
        "rbio1.1",
        "bior1.3",
        "rbio1.3",
        "bior1.5",
        "rbio1.5",
        "bior2.2",
        "rbio2.2",
        "bior2.4",
        "rbio2.4",
        "bior2.6",
        "rbio2.6",
        "bior2.8",
        "rbio2.8",
        "bior3.1",
        "rbio3.1",
        "bior3.3",
        "rbio3.3",
        "bior3.5",
        "rbio3.5",
        "bior3.7",
        "rbio3.7",
        "bior3.9",
        "rbio3.9",
        "bior4.4",
        "rbio4.4",
        "bior5.5",
        "rbio5.5",
        "bior6.8",
        "rbio6.8",
    ]
    # Levels of the image type Wavelet that are skipped. Unit: levels. Default: 0.
    pyradiomics_start_level: int
    # Levels of the image type Wavelet that are computed. Unit: levels. Default: 1.
    pyradiomics_level: int
    # The image type Gradient is per mm, not per voxel. Default: True.
    pyradiomics_gradientUseSpacing: bool
    # Radius of the circle of samples of the image type LBP2D. Unit: voxels. Default: 1.0.
    pyradiomics_lbp2DRadius: float
    # Samples of the image type LBP2D. Default: 8.
    pyradiomics_lbp2DSamples: int
    # Codes of the image type LBP2D, by scikit-image's name. Default: 'uniform'.
    pyradiomics_lbp2DMethod: Literal["default", "ror", "uniform", "var"]
    # Degrees of the spherical harmonics of the image type LBP3D. Default: 2.
    pyradiomics_lbp3DLevels: int
    # Radius of the sphere of samples of the image type LBP3D. Unit: voxels. Default: 1.0.
    pyradiomics_lbp3DIcosphereRadius: float
    # How often the faces of an icosahedron are divided for the image type LBP3D. Default: 1.
    pyradiomics_lbp3DIcosphereSubdivision: int
    # Also the features that PyRadiomics gives only when they are named, such as
    # StandardDeviation. No setting of PyRadiomics. Default: False.
    pyradiomics_optionalFeatures: bool
    # Images whose features are computed, in this order, each with the settings that differ for
    # it: those of features and its own. Shape is that of the original image. Default:
    # {'Original': {}}.
    pyradiomics_imageType: Mapping[str, Mapping[str, Any]]


#: Where each keyword argument stands in the settings.
POINTERS: Final[dict[str, tuple[str, ...]]] = {
    "profile": ("profile",),
    "image_rounding": ("image", "rounding"),
    "slices_plane": ("slices", "plane"),
    "interpolation_method": ("interpolation", "method"),
    "interpolation_spacing": ("interpolation", "spacing"),
    "interpolation_grid": ("interpolation", "grid"),
    "interpolation_mask_method": ("interpolation", "mask_method"),
    "interpolation_mask_threshold": ("interpolation", "mask_threshold"),
    "interpolation_rounding": ("interpolation", "rounding"),
    "resegmentation_range": ("resegmentation", "range"),
    "resegmentation_outlier_sigma": ("resegmentation", "outlier_sigma"),
    "discretisation_method": ("discretisation", "method"),
    "discretisation_bin_width": ("discretisation", "bin_width"),
    "discretisation_bin_number": ("discretisation", "bin_number"),
    "intensity_volume_histogram_method": ("intensity_volume_histogram", "method"),
    "intensity_volume_histogram_bin_width": ("intensity_volume_histogram", "bin_width"),
    "intensity_volume_histogram_bin_number": ("intensity_volume_histogram", "bin_number"),
    "intensity_statistics_percentiles": ("intensity_statistics", "percentiles"),
    "glcm_distance": ("glcm", "distance"),
    "glcm_weighting": ("glcm", "weighting"),
    "glrlm_weighting": ("glrlm", "weighting"),
    "ngtdm_distance": ("ngtdm", "distance"),
    "ngldm_distance": ("ngldm", "distance"),
    "ngldm_coarseness": ("ngldm", "coarseness"),
    "aggregations": ("aggregations",),
    "filters": ("filters",),
    "families": ("families",),
    "exclude": ("exclude",),
    "plugins": ("plugins",),
    "pyradiomics_label": ("pyradiomics", "label"),
    "pyradiomics_minimumROIDimensions": ("pyradiomics", "minimumROIDimensions"),
    "pyradiomics_minimumROISize": ("pyradiomics", "minimumROISize"),
    "pyradiomics_geometryTolerance": ("pyradiomics", "geometryTolerance"),
    "pyradiomics_correctMask": ("pyradiomics", "correctMask"),
    "pyradiomics_normalize": ("pyradiomics", "normalize"),
    "pyradiomics_normalizeScale": ("pyradiomics", "normalizeScale"),
    "pyradiomics_removeOutliers": ("pyradiomics", "removeOutliers"),
    "pyradiomics_resampledPixelSpacing": ("pyradiomics", "resampledPixelSpacing"),
    "pyradiomics_interpolator": ("pyradiomics", "interpolator"),
    "pyradiomics_padDistance": ("pyradiomics", "padDistance"),
    "pyradiomics_preCrop": ("pyradiomics", "preCrop"),
    "pyradiomics_resegmentRange": ("pyradiomics", "resegmentRange"),
    "pyradiomics_resegmentMode": ("pyradiomics", "resegmentMode"),
    "pyradiomics_resegmentShape": ("pyradiomics", "resegmentShape"),
    "pyradiomics_binWidth": ("pyradiomics", "binWidth"),
    "pyradiomics_binCount": ("pyradiomics", "binCount"),
    "pyradiomics_distances": ("pyradiomics", "distances"),
    "pyradiomics_force2D": ("pyradiomics", "force2D"),
    "pyradiomics_force2Ddimension": ("pyradiomics", "force2Ddimension"),
    "pyradiomics_voxelArrayShift": ("pyradiomics", "voxelArrayShift"),
    "pyradiomics_symmetricalGLCM": ("pyradiomics", "symmetricalGLCM"),
    "pyradiomics_weightingNorm": ("pyradiomics", "weightingNorm"),
    "pyradiomics_gldm_a": ("pyradiomics", "gldm_a"),
    "pyradiomics_sigma": ("pyradiomics", "sigma"),
    "pyradiomics_wavelet": ("pyradiomics", "wavelet"),
    "pyradiomics_start_level": ("pyradiomics", "start_level"),
    "pyradiomics_level": ("pyradiomics", "level"),
    "pyradiomics_gradientUseSpacing": ("pyradiomics", "gradientUseSpacing"),
    "pyradiomics_lbp2DRadius": ("pyradiomics", "lbp2DRadius"),
    "pyradiomics_lbp2DSamples": ("pyradiomics", "lbp2DSamples"),
    "pyradiomics_lbp2DMethod": ("pyradiomics", "lbp2DMethod"),
    "pyradiomics_lbp3DLevels": ("pyradiomics", "lbp3DLevels"),
    "pyradiomics_lbp3DIcosphereRadius": ("pyradiomics", "lbp3DIcosphereRadius"),
    "pyradiomics_lbp3DIcosphereSubdivision": ("pyradiomics", "lbp3DIcosphereSubdivision"),
    "pyradiomics_optionalFeatures": ("pyradiomics", "optionalFeatures"),
    "pyradiomics_imageType": ("pyradiomics", "imageType"),
}

#: Its value where it is not given.
DEFAULTS: Final[dict[str, Any]] = {
    "profile": "ibsi",
    "image_rounding": "none",
    "slices_plane": "axial",
    "interpolation_method": "none",
    "interpolation_spacing": [None, None, None],
    "interpolation_grid": "centre",
    "interpolation_mask_method": "linear",
    "interpolation_mask_threshold": 0.5,
    "interpolation_rounding": "none",
    "resegmentation_range": None,
    "resegmentation_outlier_sigma": None,
    "discretisation_method": "fixed_bin_number",
    "discretisation_bin_width": 25.0,
    "discretisation_bin_number": 32,
    "intensity_volume_histogram_method": "fixed_bin_number",
    "intensity_volume_histogram_bin_width": 2.5,
    "intensity_volume_histogram_bin_number": 1000,
    "intensity_statistics_percentiles": "linear",
    "glcm_distance": 1,
    "glcm_weighting": "none",
    "glrlm_weighting": "none",
    "ngtdm_distance": 1,
    "ngldm_distance": 1,
    "ngldm_coarseness": 0,
    "aggregations": ["3D_average", "3D_merged", "3D"],
    "filters": [],
    "families": ["all"],
    "exclude": [],
    "plugins": [],
    "pyradiomics_label": 1,
    "pyradiomics_minimumROIDimensions": 2,
    "pyradiomics_minimumROISize": None,
    "pyradiomics_geometryTolerance": None,
    "pyradiomics_correctMask": False,
    "pyradiomics_normalize": False,
    "pyradiomics_normalizeScale": 1.0,
    "pyradiomics_removeOutliers": None,
    "pyradiomics_resampledPixelSpacing": None,
    "pyradiomics_interpolator": "sitkBSpline",
    "pyradiomics_padDistance": 5,
    "pyradiomics_preCrop": False,
    "pyradiomics_resegmentRange": [],
    "pyradiomics_resegmentMode": "absolute",
    "pyradiomics_resegmentShape": False,
    "pyradiomics_binWidth": 25.0,
    "pyradiomics_binCount": None,
    "pyradiomics_distances": [1],
    "pyradiomics_force2D": False,
    "pyradiomics_force2Ddimension": 0,
    "pyradiomics_voxelArrayShift": 0.0,
    "pyradiomics_symmetricalGLCM": True,
    "pyradiomics_weightingNorm": None,
    "pyradiomics_gldm_a": 0,
    "pyradiomics_sigma": [],
    "pyradiomics_wavelet": "coif1",
    "pyradiomics_start_level": 0,
    "pyradiomics_level": 1,
    "pyradiomics_gradientUseSpacing": True,
    "pyradiomics_lbp2DRadius": 1.0,
    "pyradiomics_lbp2DSamples": 8,
    "pyradiomics_lbp2DMethod": "uniform",
    "pyradiomics_lbp3DLevels": 2,
    "pyradiomics_lbp3DIcosphereRadius": 1.0,
    "pyradiomics_lbp3DIcosphereSubdivision": 1,
    "pyradiomics_optionalFeatures": False,
    "pyradiomics_imageType": {"Original": {}},
}
