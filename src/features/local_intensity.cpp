#include "voxtrait/features/local_intensity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "features/kernels/range_sums.hpp"
#include "voxtrait/core/block.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/single_value.hpp"

namespace voxtrait {

namespace {

/// One row of the sphere: its offset from the centre and how far it extends to both sides.
struct SphereRow {
  std::int64_t dy;
  std::int64_t dz;
  std::int64_t half_width;
};

struct Sphere {
  std::vector<SphereRow> rows;
  Index reach{};  ///< along each axis
};

Sphere sphere_of(const Vector& spacing) {
  constexpr double r2 = peak_radius_mm * peak_radius_mm;
  Sphere sphere;
  for (std::size_t a = 0; a < 3; ++a) {
    sphere.reach[a] = static_cast<std::int64_t>(peak_radius_mm / spacing[a]);
  }
  for (std::int64_t dz = -sphere.reach[2]; dz <= sphere.reach[2]; ++dz) {
    for (std::int64_t dy = -sphere.reach[1]; dy <= sphere.reach[1]; ++dy) {
      const double y = static_cast<double>(dy) * spacing[1];
      const double z = static_cast<double>(dz) * spacing[2];
      const double left = r2 - y * y - z * z;
      if (left < 0.0) continue;
      sphere.rows.push_back({dy, dz, static_cast<std::int64_t>(std::sqrt(left) / spacing[0])});
    }
  }
  return sphere;
}

/// Running sums along the rows of some slices. They begin and end `ends` voxels beyond what is
/// known of a row, which is all that spheres around voxels of the ROI reach.
class RunningSums {
 public:
  RunningSums(const IntensityBlock& source, const Index& reach)
      : source_(source),
        ends_(reach[0] + 1),
        depth_(2 * reach[2] + 1),
        stride_(source.size()[0] + 2 * ends_),
        sums_(static_cast<std::size_t>(stride_ * source.size()[1] * depth_)) {}

  /// Replaces the oldest slice.
  void add_slice(std::int64_t z) {
    for (std::int64_t y = 0; y < source_.size()[1]; ++y) {
      const Span known = source_.known(y, z);
      if (known.begin == known.end) continue;
      double* sums = row(y, z) + known.begin - ends_;
      std::fill_n(sums, ends_ + 1, 0.0);
      double sum = 0.0;
      double* after = sums + ends_ + 1;
      for (const double value : source_.row(y, z, known, buffer_)) *after++ = sum += value;
      std::fill_n(after, ends_ - 1, sum);
    }
  }

  /// The sum before the voxel x of a row lies at x; readable `ends` before and after the row.
  [[nodiscard]] double* row(std::int64_t y, std::int64_t z) noexcept {
    const std::int64_t place = z % depth_ * source_.size()[1] + y;
    return sums_.values().data() + place * stride_ + ends_;
  }

 private:
  const IntensityBlock& source_;
  RowBuffer buffer_;
  std::int64_t ends_;
  std::int64_t depth_;
  std::int64_t stride_;
  Block<double> sums_;
};

/// Mean intensities around the voxels of a ROI, row by row.
class SphereMeans {
 public:
  explicit SphereMeans(const Roi& roi)
      : roi_(roi),
        sphere_(sphere_of(roi.spacing)),
        running_(roi.intensity, sphere_.reach),
        means_(static_cast<std::size_t>(roi.intensity.size()[0]) + 64) {}  // whole vectors

  /// The means of the span of one row; slices in ascending order.
  std::span<const double> row(std::int64_t y, std::int64_t z, const Span& span) {
    const Index& size = roi_.intensity.size();
    if (next_slice_ < 0) next_slice_ = std::max<std::int64_t>(0, z - sphere_.reach[2]);
    const std::int64_t last = std::min(size[2] - 1, z + sphere_.reach[2]);
    for (; next_slice_ <= last; ++next_slice_) running_.add_slice(next_slice_);
    rows_.clear();
    std::int64_t voxels = 0;
    for (const SphereRow& r : sphere_.rows) {
      if (!inside(y + r.dy, z + r.dz)) continue;
      const double* sums = running_.row(y + r.dy, z + r.dz) + span.begin;
      rows_.push_back({sums + r.half_width + 1, sums - r.half_width});
      voxels += 2 * r.half_width + 1;
    }
    const std::span<double> means =
        means_.values().first(static_cast<std::size_t>(span.end - span.begin));
    add_ranges(rows_, span.end - span.begin, means.data());
    for (std::int64_t x = span.begin; x < span.end; ++x) {
      const bool whole = x >= sphere_.reach[0] && x + sphere_.reach[0] < size[0];
      const std::int64_t count = whole ? voxels : voxels_around(x, y, z);
      means[static_cast<std::size_t>(x - span.begin)] /= static_cast<double>(count);
    }
    return means;
  }

 private:
  [[nodiscard]] bool inside(std::int64_t y, std::int64_t z) const noexcept {
    const Index& size = roi_.intensity.size();
    return y >= 0 && y < size[1] && z >= 0 && z < size[2];
  }

  /// Voxels of the sphere that exist.
  [[nodiscard]] std::int64_t voxels_around(std::int64_t x, std::int64_t y, std::int64_t z) const {
    const std::int64_t nx = roi_.intensity.size()[0];
    std::int64_t count = 0;
    for (const SphereRow& r : sphere_.rows) {
      if (!inside(y + r.dy, z + r.dz)) continue;
      count += std::min(nx - 1, x + r.half_width) - std::max<std::int64_t>(0, x - r.half_width) + 1;
    }
    return count;
  }

  const Roi& roi_;
  Sphere sphere_;
  RunningSums running_;
  Block<double> means_;
  std::vector<RangeEnds> rows_;
  std::int64_t next_slice_ = -1;
};

/// Calls `visit(slab, y, z, span, means)` for each row with ROI voxels; slabs run side by side.
template <class Visit>
void for_each_row(const Roi& roi, std::size_t slabs, const Parallel& parallel, Visit visit) {
  const Index& size = roi.intensity.size();
  parallel.for_each(slabs, [&](std::size_t slab) {
    const auto part = static_cast<std::int64_t>(slab);
    const auto count = static_cast<std::int64_t>(slabs);
    SphereMeans means(roi);
    for (std::int64_t z = size[2] * part / count; z < size[2] * (part + 1) / count; ++z) {
      for (std::int64_t y = 0; y < size[1]; ++y) {
        const Span span = roi.span(y, z);
        if (span.begin != span.end) visit(slab, y, z, span, means.row(y, z, span));
      }
    }
  });
}

/// Neighbouring slabs both sum up the slices between them, so there are few.
std::size_t slabs_for(const Parallel& parallel) {
  return static_cast<std::size_t>(parallel.threads());
}

struct Peaks {
  double local = 0.0;
  double global = 0.0;
};

using Row = FeatureRow<Peaks>;

constexpr std::array<Row, 2> rows{{
    {{.id = "local_intensity_peak",
      .code = "VJGA",
      .name = "Local intensity peak",
      .unit = "intensity",
      .formula = R"(\frac{1}{|S|} \sum_{k \in S} X_k,\ S = \{k : |x_k - x_{max}| \le 6.2\,mm\})",
      .doc =
          "Mean intensity in a sphere of 1 cm3 around the voxel of maximum intensity, the highest "
          "one if there are several.",
      .remark = "Averages the voxels that exist; beyond the image's border nothing is assumed."},
     [](const Peaks& p) { return p.local; }},
    {{.id = "global_intensity_peak",
      .code = "0F91",
      .name = "Global intensity peak",
      .unit = "intensity",
      .formula = R"(\max_j \frac{1}{|S_j|} \sum_{k \in S_j} X_k)",
      .doc = "Highest mean intensity in a sphere of 1 cm3 around any voxel of the ROI.",
      .remark = "Averages the voxels that exist; beyond the image's border nothing is assumed."},
     [](const Peaks& p) { return p.global; }},
}};
static_assert(well_formed(rows));

Outcome<Peaks> compute(const Context& context) {
  const Roi& roi = context.roi;
  if (!roi.intensity.all_finite()) {
    return Failure{Status::failed, "NaN or Inf intensities lie within 6.2 mm of the ROI"};
  }
  const double maximum = context.intensities.maximum();
  std::vector<Peaks> peaks(slabs_for(context.parallel), {-HUGE_VAL, -HUGE_VAL});
  for_each_row(roi, peaks.size(), context.parallel,
               [&](std::size_t slab, std::int64_t y, std::int64_t z, const Span& span,
                   std::span<const double> means) {
                 Peaks& p = peaks[slab];
                 for (std::int64_t x = span.begin; x < span.end; ++x) {
                   if (roi.intensity_mask.at(x, y, z) == 0) continue;
                   const double mean = means[static_cast<std::size_t>(x - span.begin)];
                   p.global = std::max(p.global, mean);
                   if (roi.intensity.at(x, y, z) == maximum) p.local = std::max(p.local, mean);
                 }
               });
  Peaks all{-HUGE_VAL, -HUGE_VAL};
  for (const Peaks& p : peaks) {
    all = {std::max(all.local, p.local), std::max(all.global, p.global)};
  }
  return all;
}

}  // namespace

Volume<double> sphere_means(const Roi& roi, const Parallel& parallel) {
  Volume<double> result(roi.intensity.size());
  for_each_row(roi, slabs_for(parallel), parallel,
               [&](std::size_t, std::int64_t y, std::int64_t z, const Span& span,
                   std::span<const double> means) {
                 std::ranges::copy(means, result.row(y, z).begin() + span.begin);
               });
  return result;
}

Family local_intensity_family() {
  return single_value_family({.id = "local_intensity",
                              .code = "9ST6",
                              .name = "Local intensity features",
                              .section = "3.2",
                              .doc = "Mean intensities of 1 cm3 around voxels of the ROI.",
                              .margin_mm = peak_radius_mm},
                             rows, compute);
}

}  // namespace voxtrait
