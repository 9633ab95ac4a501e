#include <algorithm>
#include <cmath>
#include <limits>

#include "icosphere.hpp"
#include "pyradiomics_types.hpp"
#include "sample_kurtosis.hpp"
#include "spherical_harmonics.hpp"
#include "spline_samples.hpp"

namespace voxtrait {

namespace {

using Complex = std::complex<double>;

std::vector<std::string> names_of(const PyradiomicsSettings& settings) {
  std::vector<std::string> names;
  for (std::int64_t l = 1; l <= settings.lbp_3d_levels; ++l) {
    names.push_back("lbp-3D-m" + std::to_string(l));
  }
  names.emplace_back("lbp-3D-k");
  return names;
}

/// The harmonics of one degree at all points of a sphere.
class Degree {
 public:
  Degree(std::int64_t degree, const std::vector<Vector>& points)
      : orders_(static_cast<std::size_t>(2 * degree + 1)),
        products_(orders_ * orders_) {
    for (const Vector& point : points) {
      const std::vector<Complex> y = spherical_harmonics(degree, point);
      for (std::size_t i = 0; i < products_.size(); ++i) {
        products_[i] += y[i / orders_] * y[i % orders_];
      }
      at_points_.insert(at_points_.end(), y.begin(), y.end());
    }
  }

  /// The norm of the part of this degree of a function on the points that is 1 or 0. Squares are
  /// those of complex numbers, not of their magnitudes, and only the real part of the root counts.
  [[nodiscard]] double norm(const std::vector<bool>& set, std::vector<Complex>& room) const {
    room.assign(orders_, 0.0);
    for (std::size_t p = 0; p < set.size(); ++p) {
      if (!set[p]) continue;
      for (std::size_t m = 0; m < orders_; ++m) room[m] += at_points_[p * orders_ + m];
    }
    Complex sum = 0.0;
    for (std::size_t i = 0; i < products_.size(); ++i) {
      sum += room[i / orders_] * room[i % orders_] * products_[i];
    }
    const double magnitude = std::sqrt(sum.real() * sum.real() + sum.imag() * sum.imag());
    return std::sqrt(std::max(0.0, 0.5 * (magnitude + sum.real())));
  }

 private:
  std::size_t orders_;
  std::vector<Complex> at_points_;  ///< orders fastest
  std::vector<Complex> products_;   ///< of two orders, summed over points
};

/// A sample as SciPy keeps it in an image of this type: integers are rounded and clamped.
double held_as(PixelType type, double value) {
  return with_pixels({nullptr, type, {}}, [value](auto* pixels) {
    using Pixel = std::remove_cv_t<std::remove_pointer_t<decltype(pixels)>>;
    if constexpr (std::is_floating_point_v<Pixel>) {
      return static_cast<double>(static_cast<Pixel>(value));
    } else {
      constexpr auto lowest = static_cast<double>(std::numeric_limits<Pixel>::lowest());
      constexpr auto highest = static_cast<double>(std::numeric_limits<Pixel>::max());
      const double half = value > 0.0 ? 0.5 : -0.5;
      return std::trunc(std::clamp(value + half, lowest, highest));
    }
  });
}

/// Splines reach further than they matter: beyond this many voxels no bit changes.
constexpr double furthest = 40.0;

Box needs(const PyradiomicsSettings& settings, const Box& wanted, const Index& size,
          const Vector&) {
  return grown_by(std::ceil(settings.lbp_3d_icosphere_radius) + furthest, wanted, size);
}

class SphericalPatterns {
 public:
  explicit SphericalPatterns(const ImageTypeInput& input)
      : input_(input),
        wanted_(within(input.source, input.box)),
        part_(needs(input.settings, wanted_, input.source.box.extents(), input.source.spacing)),
        values_(read_within(input.source, part_)),
        samples_(values_, part_, input.parallel),
        points_(icosphere(input.settings.lbp_3d_icosphere_subdivision,
                          input.settings.lbp_3d_icosphere_radius)) {
    for (std::int64_t n = 0; n < input.settings.lbp_3d_levels; ++n)
      degrees_.emplace_back(n, points_);
    for (std::size_t i = 0; i <= degrees_.size(); ++i) {
      images_.emplace_back(wanted_.extents(), Filling::dense);
    }
  }

  void compute(const ImageTypeVisitor& visit) {
    input_.parallel.for_each(static_cast<std::size_t>(wanted_.extent(2)),
                             [&](std::size_t z) { fill_slice(static_cast<std::int64_t>(z)); });
    const std::vector<std::string> names = names_of(input_.settings);
    for (std::size_t i = 0; i < names.size(); ++i) {
      visit(names[i], ImageTypeVariant{std::move(images_[i])});
    }
  }

 private:
  void fill_slice(std::int64_t z) {
    std::vector<double> samples(points_.size());
    std::vector<bool> set(points_.size());
    std::vector<Complex> room;
    for (std::int64_t y = 0; y < wanted_.extent(1); ++y) {
      for (std::int64_t x = 0; x < wanted_.extent(0); ++x) {
        if (input_.mask.at(x, y, z) == 0) continue;
        sample({wanted_.begin[0] + x, wanted_.begin[1] + y, wanted_.begin[2] + z}, samples, set);
        for (std::size_t n = 0; n < degrees_.size(); ++n) {
          images_[n].at(x, y, z) = degrees_[n].norm(set, room);
        }
        images_.back().at(x, y, z) = kurtosis(samples);
      }
    }
  }

  /// Samples around a voxel, and which of them reach its intensity. Offsets are in voxels, and
  /// those along x and z have changed places, as in PyRadiomics.
  void sample(const Index& at, std::vector<double>& samples, std::vector<bool>& set) const {
    const double centre =
        values_.at(at[0] - part_.begin[0], at[1] - part_.begin[1], at[2] - part_.begin[2]);
    for (std::size_t p = 0; p < points_.size(); ++p) {
      Vector place{};
      for (std::size_t a = 0; a < 3; ++a) {
        place[a] = static_cast<double>(at[a]) + points_[p][2 - a];
      }
      samples[p] = held_as(input_.source.type, samples_.at(place));
      set[p] = samples[p] >= centre;
    }
  }

  [[nodiscard]] double kurtosis(const std::vector<double>& samples) const {
    if (input_.source.type != PixelType::float32) return sample_kurtosis(samples);
    std::vector<float> floats(samples.size());
    std::ranges::transform(samples, floats.begin(), [](double v) { return static_cast<float>(v); });
    return sample_kurtosis(floats);
  }

  const ImageTypeInput& input_;
  Box wanted_;
  Box part_;
  Volume<double> values_;
  SplineSamples samples_;
  std::vector<Vector> points_;
  std::vector<Degree> degrees_;
  std::vector<Volume<double>> images_;  ///< one for each degree, then the kurtosis
};

}  // namespace

PyradiomicsImageType lbp_3d_type() {
  return {"LBP3D",
          "`lbp-3D-m1`, `lbp-3D-m2` and on for levels, and `lbp-3D-k` for the kurtosis",
          "Local binary patterns on a sphere around each voxel of the ROI, as norms of spherical "
          "harmonics, and the kurtosis of the samples.",
          {"lbp3DLevels", "lbp3DIcosphereRadius", "lbp3DIcosphereSubdivision"},
          names_of,
          needs,
          [](const ImageTypeInput& input, const ImageTypeVisitor& visit) {
            SphericalPatterns(input).compute(visit);
          }};
}

}  // namespace voxtrait
