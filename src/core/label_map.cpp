#include "voxtrait/core/label_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "core/kernels/equal_runs.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

/// Extends regions run by run, so that a map look-up is paid once a run and not once a voxel.
class RegionCollector {
 public:
  void add_run(std::int64_t label, std::int64_t x0, std::int64_t x1, std::int64_t y,
               std::int64_t z) {
    LabelRegion& region = find(label);
    region.voxels += x1 - x0;
    const Index low{x0, y, z};
    const Index high{x1, y + 1, z + 1};
    for (std::size_t a = 0; a < 3; ++a) {
      region.box.begin[a] = std::min(region.box.begin[a], low[a]);
      region.box.end[a] = std::max(region.box.end[a], high[a]);
    }
  }

  [[nodiscard]] std::vector<LabelRegion> regions() const {
    std::vector<LabelRegion> result;
    result.reserve(regions_.size());
    for (const auto& [label, region] : regions_) result.push_back(region);
    return result;
  }

 private:
  LabelRegion& find(std::int64_t label) {
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    if (last_ == nullptr || last_->label != label) {
      const LabelRegion unseen{label, Box{{far, far, far}, {0, 0, 0}}, 0};
      last_ = &regions_.try_emplace(label, unseen).first->second;
    }
    return *last_;
  }

  std::map<std::int64_t, LabelRegion> regions_;
  LabelRegion* last_ = nullptr;
};

template <class T>
std::int64_t to_label(T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!(std::abs(static_cast<double>(value)) < 9.0e15) || value != std::floor(value)) {
      throw Error(ErrorCode::mask_invalid,
                  "expected whole numbers as labels, found the value " + std::to_string(value) +
                      "; threshold a probability map before using it as a mask",
                  "mask");
    }
  }
  if constexpr (std::is_same_v<T, std::uint64_t>) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      throw Error(ErrorCode::mask_invalid,
                  "expected labels below 2^63, found " + std::to_string(value), "mask");
    }
  }
  return static_cast<std::int64_t>(value);
}

template <class T>
void collect_row(const T* row, std::int64_t nx, std::int64_t y, std::int64_t z,
                 RegionCollector& collector) {
  for (std::int64_t x = 0; x < nx;) {
    const std::int64_t end = x + equal_run(row + x, sizeof(T), nx - x);
    if (row[x] != T{0}) collector.add_run(to_label(row[x]), x, end, y, z);
    x = end;
  }
}

}  // namespace

std::vector<LabelRegion> find_labels(const ImageView& mask) {
  const Index& size = mask.geometry.size;
  RegionCollector collector;
  with_pixels(mask, [&](const auto* voxels) {
    for (std::int64_t z = 0; z < size[2]; ++z) {
      for (std::int64_t y = 0; y < size[1]; ++y) {
        collect_row(voxels + (z * size[1] + y) * size[0], size[0], y, z, collector);
      }
    }
  });
  return collector.regions();
}

}  // namespace voxtrait
