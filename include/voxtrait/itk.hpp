#pragma once

#include <itkImage.h>

#include "voxtrait/core/image.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait {

/// The voxels of an ITK image where they are; nothing is copied, and the image must live as long as
/// the view. Pixels must be numbers; two- and three-dimensional images are taken (a plane becomes
/// one slice). The whole image must be buffered. O(1).
template <class Pixel, unsigned int Dimension>
ImageView view(const itk::Image<Pixel, Dimension>& image) {
  static_assert(Dimension == 2 || Dimension == 3, "images have two or three dimensions");
  Geometry geometry;
  geometry.size = {1, 1, 1};
  const auto size = image.GetBufferedRegion().GetSize();
  typename itk::Image<Pixel, Dimension>::PointType origin;
  image.TransformIndexToPhysicalPoint(image.GetBufferedRegion().GetIndex(), origin);
  for (unsigned int a = 0; a < Dimension; ++a) {
    geometry.size[a] = static_cast<std::int64_t>(size[a]);
    geometry.spacing[a] = image.GetSpacing()[a];
    geometry.origin[a] = origin[a];
    for (unsigned int r = 0; r < Dimension; ++r) {
      geometry.direction[3 * r + a] = image.GetDirection()[r][a];
    }
  }
  return view(image.GetBufferPointer(), geometry);
}

/// Features of an ITK image within an ITK mask; see Extractor::extract.
template <class Pixel, class Label, unsigned int Dimension>
Table extract(const itk::Image<Pixel, Dimension>& image, const itk::Image<Label, Dimension>& mask,
              const Settings& settings = {}, const Request& request = {}) {
  return extract(view(image), view(mask), settings, request);
}

}  // namespace voxtrait
