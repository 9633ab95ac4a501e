#pragma once

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// Part of an image interpolated by cubic B-splines; it is mirrored at its edges and 0 beyond them
/// (M. Unser, Splines: a perfect fit for signal and image processing, 1999).
class SplineSamples {
 public:
  SplineSamples(Volume<double> values, const Box& box, const Parallel& parallel);

  /// The value at a place in voxels of the image, x, y, z.
  [[nodiscard]] double at(const Vector& place) const;

 private:
  Volume<double> coefficients_;
  Box box_;
};

}  // namespace voxtrait
