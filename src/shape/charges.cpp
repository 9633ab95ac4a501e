#include "shape/charges.hpp"

namespace voxtrait {

std::vector<Charge> voxel_charges(const Roi& roi, const Box& box, double mean,
                                  const Index& origin) {
  std::vector<Charge> charges;
  RowBuffer buffer;
  const Span all{box.begin[0], box.end[0]};
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto intensities = roi.intensity.row(y, z, all, buffer);
      for (std::int64_t x = all.begin; x < all.end; ++x) {
        if (roi.intensity_mask.at(x, y, z) == 0) continue;
        const double deviation = intensities[static_cast<std::size_t>(x - all.begin)] - mean;
        charges.push_back({{static_cast<double>(x - origin[0]) * roi.spacing[0],
                            static_cast<double>(y - origin[1]) * roi.spacing[1],
                            static_cast<double>(z - origin[2]) * roi.spacing[2]},
                           1.0,
                           deviation,
                           deviation * deviation});
      }
    }
  }
  return charges;
}

}  // namespace voxtrait
