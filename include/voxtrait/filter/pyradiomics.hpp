#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

/// What an image type looks at.
struct ImageTypeInput {
  const PyradiomicsSource& source;
  const Box& box;                       ///< where values are wanted, in the image's grid
  const Volume<std::uint8_t>& mask;     ///< over the box; some types are computed in it only
  const PyradiomicsSettings& settings;  ///< with those of the image type
  const Parallel& parallel;
};

/// One image of an image type, over the wanted box.
struct ImageTypeVariant {
  Volume<double> values;
  PixelType type = PixelType::float64;  ///< that PyRadiomics holds them in
};

/// Takes the images of a type one after the other; none is kept.
using ImageTypeVisitor = std::function<void(const std::string& name, Outcome<ImageTypeVariant>)>;

/// One of PyRadiomics' image types; everything that is said of it derives from this row.
struct PyradiomicsImageType {
  std::string_view id;                     ///< as in parameter files, e.g. `LoG`
  std::string_view names;                  ///< how its images are called, in words
  std::string_view doc;                    ///< one sentence
  std::vector<std::string_view> settings;  ///< keys of the settings that it looks at itself

  /// The names of its images, in PyRadiomics' order.
  std::function<std::vector<std::string>(const PyradiomicsSettings&)> images;

  /// The part of an image of this size and spacing that the values in `wanted` depend on, without
  /// what concerns the image as a whole.
  std::function<Box(const PyradiomicsSettings&, const Box& wanted, const Index& size,
                    const Vector& spacing)>
      needs;

  /// Computes them in that order; those that the image is too small for fail.
  std::function<void(const ImageTypeInput&, const ImageTypeVisitor&)> compute;
};

/// All image types but for the original image, in PyRadiomics' alphabetical order.
const std::vector<PyradiomicsImageType>& pyradiomics_image_types();

/// The image type of that id; null for Original and unknown ones.
const PyradiomicsImageType* find_pyradiomics_image_type(std::string_view id);

/// Wavelets that the image type Wavelet knows, by PyWavelets' names.
std::vector<std::string_view> pyradiomics_wavelet_names();

}  // namespace voxtrait
