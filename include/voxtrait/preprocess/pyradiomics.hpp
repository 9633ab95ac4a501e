#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/core/outcome.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// Part of a grid with its intensities and the mask of one label, in stored axes.
struct PyradiomicsRegion {
  Geometry geometry;  ///< of the whole grid
  Box box;            ///< the part that the volumes cover
  Volume<double> intensity;
  Volume<std::uint8_t> mask;
  PixelType type = PixelType::float64;  ///< that the intensities are held in
};

enum class PyradiomicsStage : std::uint8_t { interpolated, corrected, resegmented };

/// Sees the region after each stage that takes place; for diagnostics.
using PyradiomicsObserver = std::function<void(PyradiomicsStage, const PyradiomicsRegion&)>;

/// The image that PyRadiomics hands to its image types: as it was loaded, normalised, and resampled
/// or cropped where the settings say so. It is read part by part; it must not outlive image and
/// mask that it came from.
struct PyradiomicsSource {
  Box box;  ///< of the image in its grid
  Vector spacing{1.0, 1.0, 1.0};
  PixelType type = PixelType::float64;
  std::function<Volume<double>(const Box&)> read;  ///< intensities of a part of the box
};

/// A pre-processed ROI. Its block is the bounding box of the intensity mask; the morphological mask
/// is the one that shape features use.
struct PyradiomicsRoi {
  Roi roi;
  Geometry geometry;  ///< of the block, in the patient
  PixelType type = PixelType::float64;
  PyradiomicsSource source;
};

/// Throws `geometry.mismatch` where PyRadiomics would refuse the pair: neither is the mask on the
/// image's grid within the tolerance nor do the settings put it there.
void require_pyradiomics_grid(const Geometry& image, const Geometry& mask,
                              const PyradiomicsSettings& settings);

/// How many voxels pre-processing touches, at most.
struct PyradiomicsExtents {
  double interpolated = 0.0;    ///< of the image that is interpolated; 0 without interpolation
  double grid = 0.0;            ///< where image and mask meet
  std::array<double, 3> roi{};  ///< the ROI's box there
};

/// Known from sizes alone, before any voxel is read; real numbers, as a fine spacing may make more
/// voxels than integers count.
PyradiomicsExtents pyradiomics_extents(const Geometry& image, const Geometry& mask, const Box& roi,
                                       const PyradiomicsSettings& settings);

/// Pre-processes one label in PyRadiomics' order: normalise, resample, check the mask, re-segment.
Outcome<PyradiomicsRoi> prepare_pyradiomics(const ImageView& image, const ImageView& mask,
                                            const LabelRegion& region,
                                            const PyradiomicsSettings& settings,
                                            const Parallel& parallel,
                                            const PyradiomicsObserver& observe = {});

/// Image and mask as PyRadiomics loads them: normalised, and resampled or cropped where the
/// settings say so; the whole image otherwise.
Outcome<PyradiomicsRegion> load_pyradiomics(const ImageView& image, const ImageView& mask,
                                            const LabelRegion& region,
                                            const PyradiomicsSettings& settings,
                                            const Parallel& parallel);

/// Discretises the intensity mask: bins of fixed width lie at multiples of the width, a number of
/// bins spans the ROI's range. The levels' last axis is the one that textures do not look across,
/// if there is one: it changes places with z.
Outcome<Levels> discretise_pyradiomics(const PyradiomicsRoi& prepared,
                                       const Distribution& intensities,
                                       const PyradiomicsSettings& settings, std::int64_t border);

/// The edges of the bins that became `levels` levels, one more than there are levels.
std::vector<double> pyradiomics_edges(const PyradiomicsRoi& prepared,
                                      const PyradiomicsSettings& settings, std::int64_t levels);

}  // namespace voxtrait
