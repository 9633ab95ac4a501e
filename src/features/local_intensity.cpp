#include "voxtrait/features/local_intensity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

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

std::vector<SphereRow> sphere_rows(const Vector& spacing) {
  constexpr double r2 = peak_radius_mm * peak_radius_mm;
  const auto ry = static_cast<std::int64_t>(peak_radius_mm / spacing[1]);
  const auto rz = static_cast<std::int64_t>(peak_radius_mm / spacing[2]);
  std::vector<SphereRow> rows;
  for (std::int64_t dz = -rz; dz <= rz; ++dz) {
    for (std::int64_t dy = -ry; dy <= ry; ++dy) {
      const double y = static_cast<double>(dy) * spacing[1];
      const double z = static_cast<double>(dz) * spacing[2];
      const double left = r2 - y * y - z * z;
      if (left < 0.0) continue;
      rows.push_back({dy, dz, static_cast<std::int64_t>(std::sqrt(left) / spacing[0])});
    }
  }
  // Equal widths together: sums over a row's neighbourhood are then shared.
  std::ranges::stable_sort(rows, {}, &SphereRow::half_width);
  return rows;
}

/// Sums over [x - w, x + w] of each row, widened step by step; voxels beyond the block are absent.
class WidenedRows {
 public:
  explicit WidenedRows(const Volume<double>& source) : source_(source), sums_(source) {}

  void widen_to(std::int64_t half_width, const Parallel& parallel) {
    while (half_width_ < half_width) {
      ++half_width_;
      parallel.for_each(static_cast<std::size_t>(source_.size()[2]), [this](std::size_t z) {
        for (std::int64_t y = 0; y < source_.size()[1]; ++y) {
          widen(source_.row(y, static_cast<std::int64_t>(z)),
                sums_.row(y, static_cast<std::int64_t>(z)));
        }
      });
    }
  }

  [[nodiscard]] const Volume<double>& sums() const noexcept { return sums_; }

 private:
  void widen(std::span<const double> source, std::span<double> sums) const {
    const auto n = static_cast<std::int64_t>(source.size());
    for (std::int64_t x = 0; x < n; ++x) {
      const double left = x >= half_width_ ? source[static_cast<std::size_t>(x - half_width_)] : 0;
      const double right =
          x + half_width_ < n ? source[static_cast<std::size_t>(x + half_width_)] : 0;
      sums[static_cast<std::size_t>(x)] += left + right;
    }
  }

  const Volume<double>& source_;
  Volume<double> sums_;
  std::int64_t half_width_ = 0;
};

bool inside(const Index& size, std::int64_t y, std::int64_t z) noexcept {
  return y >= 0 && y < size[1] && z >= 0 && z < size[2];
}

/// Adds one row of the sphere to the sums and counts of one row of the ROI.
void add_row(const Volume<double>& widened, const SphereRow& row, std::int64_t y, std::int64_t z,
             const Span& span, std::span<double> sums, std::span<double> counts) {
  const Index& size = widened.size();
  if (!inside(size, y + row.dy, z + row.dz)) return;
  const auto source = widened.row(y + row.dy, z + row.dz);
  for (std::int64_t x = span.begin; x < span.end; ++x) {
    const std::int64_t low = std::max<std::int64_t>(0, x - row.half_width);
    const std::int64_t high = std::min(size[0] - 1, x + row.half_width);
    const auto i = static_cast<std::size_t>(x);
    sums[i] += source[i];
    counts[i] += static_cast<double>(high - low + 1);
  }
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

bool all_finite(const Volume<double>& volume) {
  return std::ranges::all_of(volume.values(), [](double x) { return std::isfinite(x); });
}

Outcome<Peaks> compute(const Context& context) {
  const Roi& roi = context.roi;
  if (!all_finite(roi.intensity)) {
    return Failure{Status::failed, "NaN or Inf intensities lie within 6.2 mm of the ROI"};
  }
  const Volume<double> means = sphere_means(roi, context.parallel);
  const double maximum = context.intensities.maximum();
  Peaks peaks{-HUGE_VAL, -HUGE_VAL};
  for (std::size_t i = 0; i < means.values().size(); ++i) {
    if (roi.intensity_mask.values()[i] == 0) continue;
    const double mean = means.values()[i];
    peaks.global = std::max(peaks.global, mean);
    if (roi.intensity.values()[i] == maximum) peaks.local = std::max(peaks.local, mean);
  }
  return peaks;
}

}  // namespace

Volume<double> sphere_means(const Roi& roi, const Parallel& parallel) {
  const Index& size = roi.intensity.size();
  Volume<double> sums(size);
  Volume<double> counts(size);
  WidenedRows widened(roi.intensity);
  for (const SphereRow& row : sphere_rows(roi.spacing)) {
    widened.widen_to(row.half_width, parallel);
    parallel.for_each(static_cast<std::size_t>(size[2]), [&](std::size_t slice) {
      const auto z = static_cast<std::int64_t>(slice);
      for (std::int64_t y = 0; y < size[1]; ++y) {
        const Span span = span_of(roi.intensity_mask.row(y, z));
        add_row(widened.sums(), row, y, z, span, sums.row(y, z), counts.row(y, z));
      }
    });
  }
  for (std::size_t i = 0; i < sums.values().size(); ++i) {
    if (counts.values()[i] > 0.0) sums.values()[i] /= counts.values()[i];
  }
  return sums;
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
