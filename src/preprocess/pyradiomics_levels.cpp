#include <algorithm>
#include <cmath>
#include <string>

#include "voxtrait/core/mask.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

namespace {

/// Python's modulo: the result has the sign of the divisor.
double modulo(double a, double b) {
  const double rest = std::fmod(a, b);
  return rest != 0.0 && (b < 0.0) != (rest < 0.0) ? rest + b : rest;
}

/// Bin edges, computed one by one as NumPy computes them, so that the bits agree.
class Edges {
 public:
  Edges(const Distribution& intensities, const PyradiomicsSettings& settings, PixelType type)
      : rounded_(type == PixelType::float32 && settings.bin_count.has_value()) {
    const double low = intensities.minimum();
    const double high = intensities.maximum();
    if (settings.bin_count) {
      // As numpy.histogram, whose last edge is then raised by 1.
      const double half = low == high ? 0.5 : 0.0;
      start_ = low - half;
      last_ = *settings.bin_count;
      step_ = (high + half - start_) / static_cast<double>(last_);
      last_edge_ = held(high + half) + 1.0;
    } else {
      start_ = low - modulo(low, settings.bin_width);
      step_ = (start_ + settings.bin_width) - start_;
      last_ = std::numeric_limits<std::int64_t>::max();
    }
  }

  /// The number of edges that an intensity reaches.
  [[nodiscard]] double level(double intensity) const {
    const double guess = step_ > 0.0 ? std::floor((intensity - start_) / step_) : 0.0;
    if (!(std::abs(guess) < 1e15)) return guess;
    auto k = std::min(static_cast<std::int64_t>(guess), last_);
    while (k > 0 && edge(k) > intensity) --k;
    while (k < last_ && edge(k + 1) <= intensity) ++k;
    return static_cast<double>(k + 1);
  }

  [[nodiscard]] double edge(std::int64_t k) const {
    return k == last_ ? last_edge_ : held(start_ + static_cast<double>(k) * step_);
  }

 private:
  [[nodiscard]] double held(double edge) const {
    return rounded_ ? static_cast<double>(static_cast<float>(edge)) : edge;
  }

  bool rounded_;
  double start_ = 0.0;
  double step_ = 1.0;
  std::int64_t last_ = 0;
  double last_edge_ = 0.0;
};

template <class T>
Volume<T> padded_levels(const Roi& roi, const Edges& edges, std::size_t last_axis,
                        std::int64_t border) {
  Index extents = roi.box.extents();
  std::swap(extents[last_axis], extents[2]);
  Volume<T> result({extents[0] + 2 * border, extents[1] + 2 * border, extents[2] + 2 * border});
  const Index& size = roi.intensity.size();
  RowBuffer buffer;
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const auto intensity = roi.intensity.row(y, z, {0, size[0]}, buffer);
      const auto mask = roi.intensity_mask.row(y, z);
      for (std::int64_t x = 0; x < size[0]; ++x) {
        const auto i = static_cast<std::size_t>(x);
        if (mask[i] == 0) continue;
        Index at{x, y, z};
        std::swap(at[last_axis], at[2]);
        result.at(at[0] + border, at[1] + border, at[2] + border) =
            static_cast<T>(edges.level(intensity[i]));
      }
    }
  }
  return result;
}

Failure too_many_levels(double levels) {
  return {Status::failed, "the bins would make " + std::to_string(levels) + " levels; at most " +
                              std::to_string(max_levels) + " are supported. Use a larger binWidth"};
}

}  // namespace

Outcome<Levels> discretise_pyradiomics(const PyradiomicsRoi& prepared,
                                       const Distribution& intensities,
                                       const PyradiomicsSettings& settings, std::int64_t border) {
  const Roi& roi = prepared.roi;
  const Edges edges(intensities, settings, prepared.type);
  const double highest = edges.level(intensities.maximum());
  if (!(highest <= static_cast<double>(max_levels))) return too_many_levels(highest);
  const std::size_t last_axis = settings.plane_normal().value_or(2);
  Levels levels;
  levels.count = static_cast<std::int64_t>(highest);
  levels.border = border;
  levels.voxels = intensities.voxels;
  levels.box = {{0, 0, 0}, roi.box.extents()};
  std::swap(levels.box.end[last_axis], levels.box.end[2]);
  levels.histogram.assign(static_cast<std::size_t>(levels.count), 0);
  for (const Distribution::Bin& bin : intensities.bins) {
    levels.histogram[static_cast<std::size_t>(edges.level(bin.value)) - 1] += bin.count;
  }
  if (levels.count <= 255) {
    levels.padded = padded_levels<std::uint8_t>(roi, edges, last_axis, border);
  } else {
    levels.padded = padded_levels<std::uint16_t>(roi, edges, last_axis, border);
  }
  find_spans(levels);
  return levels;
}

std::vector<double> pyradiomics_edges(const PyradiomicsRoi& prepared,
                                      const PyradiomicsSettings& settings, std::int64_t levels) {
  const Edges edges(prepared.roi.intensities, settings, prepared.type);
  std::vector<double> list;
  for (std::int64_t k = 0; k <= levels; ++k) list.push_back(edges.edge(k));
  return list;
}

}  // namespace voxtrait
