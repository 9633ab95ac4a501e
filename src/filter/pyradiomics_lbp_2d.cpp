#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "pyradiomics_types.hpp"
#include "voxtrait/core/rounded.hpp"

namespace voxtrait {

namespace {

/// Where a sample lies beside its voxel, along rows and columns.
struct Offset {
  double row;
  double column;
};

/// To five decimals, as scikit-image rounds them.
double five_decimals(double x) { return std::nearbyint(x * 1e5) / 1e5; }

std::vector<Offset> circle(double radius, std::int64_t samples) {
  std::vector<Offset> offsets;
  for (std::int64_t p = 0; p < samples; ++p) {
    const double angle =
        2.0 * std::numbers::pi * static_cast<double>(p) / static_cast<double>(samples);
    const std::complex<double> u = rounded_unit_vector(angle);
    offsets.push_back({five_decimals(-radius * u.imag()), five_decimals(radius * u.real())});
  }
  return offsets;
}

/// A slice of a part of an image; the image is 0 beyond its edges.
class Slice {
 public:
  Slice(const Volume<double>& values, const Box& part, const Index& image, std::size_t row_axis,
        std::size_t column_axis, const Index& at)
      : values_(values),
        part_(part),
        rows_(image[row_axis]),
        columns_(image[column_axis]),
        row_axis_(row_axis),
        column_axis_(column_axis),
        at_(at) {}

  [[nodiscard]] double voxel(std::int64_t row, std::int64_t column) const {
    if (row < 0 || row >= rows_ || column < 0 || column >= columns_) return 0.0;
    Index place = at_;
    place[row_axis_] = row;
    place[column_axis_] = column;
    for (std::size_t a = 0; a < 3; ++a) place[a] -= part_.begin[a];
    return values_.at(place[0], place[1], place[2]);
  }

  /// Between voxels, linearly.
  [[nodiscard]] double sample(double row, double column) const {
    const auto top = static_cast<std::int64_t>(std::floor(row));
    const auto left = static_cast<std::int64_t>(std::floor(column));
    const auto bottom = static_cast<std::int64_t>(std::ceil(row));
    const auto right = static_cast<std::int64_t>(std::ceil(column));
    const double dr = row - static_cast<double>(top);
    const double dc = column - static_cast<double>(left);
    const double above = (1.0 - dc) * voxel(top, left) + dc * voxel(top, right);
    const double below = (1.0 - dc) * voxel(bottom, left) + dc * voxel(bottom, right);
    return (1.0 - dr) * above + dr * below;
  }

 private:
  const Volume<double>& values_;
  const Box& part_;
  std::int64_t rows_;
  std::int64_t columns_;
  std::size_t row_axis_;
  std::size_t column_axis_;
  Index at_;
};

double variance(const std::vector<double>& samples) {
  const auto n = static_cast<double>(samples.size());
  double sum = 0.0;
  double squares = 0.0;
  for (const double s : samples) {
    sum += s;
    squares += s * s;
  }
  return (squares - sum * sum / n) / n;
}

/// The number of samples that are set, for patterns with at most two changes; the first and last
/// sample are not compared.
double uniform_code(const std::vector<bool>& set) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < set.size(); ++i) changes += set[i] != set[i - 1] ? 1 : 0;
  if (changes > 2) return static_cast<double>(set.size() + 1);
  return static_cast<double>(std::ranges::count(set, true));
}

double plain_code(const std::vector<bool>& set) {
  double code = 0.0;
  for (std::size_t i = 0; i < set.size(); ++i) code += set[i] ? std::ldexp(1.0, int(i)) : 0.0;
  return code;
}

/// The smallest code of all rotations.
double rotation_invariant_code(const std::vector<bool>& set) {
  auto code = static_cast<std::uint64_t>(plain_code(set));
  std::uint64_t smallest = code;
  for (std::size_t i = 1; i < set.size(); ++i) {
    code = (code >> 1U) | ((code & 1U) << (set.size() - 1));
    smallest = std::min(smallest, code);
  }
  return static_cast<double>(smallest);
}

double code_of(LbpMethod method, const std::vector<double>& samples, const std::vector<bool>& set) {
  switch (method) {
    case LbpMethod::plain: return plain_code(set);
    case LbpMethod::rotation_invariant: return rotation_invariant_code(set);
    case LbpMethod::uniform: return uniform_code(set);
    case LbpMethod::variance: break;
  }
  const double spread = variance(samples);
  return spread != 0.0 ? spread : std::numeric_limits<double>::quiet_NaN();
}

/// A code in the image's own pixel type: cut towards zero, the highest bits lost, NaN what it
/// becomes in PyRadiomics.
double stored_as(PixelType type, double code) {
  return with_pixels({nullptr, type, {}}, [code](auto* pixels) {
    using Pixel = std::remove_cv_t<std::remove_pointer_t<decltype(pixels)>>;
    if constexpr (std::is_floating_point_v<Pixel>) {
      return static_cast<double>(static_cast<Pixel>(code));
    } else {
      const bool small = std::abs(code) < 9e18;
      if (!small) return sizeof(Pixel) == 4 && std::is_signed_v<Pixel> ? -0x1p31 : 0.0;
      return static_cast<double>(static_cast<Pixel>(static_cast<std::int64_t>(code)));
    }
  });
}

Box needs(const PyradiomicsSettings& settings, const Box& wanted, const Index& size,
          const Vector&) {
  Box box = grown_by(std::ceil(settings.lbp_2d_radius) + 1.0, wanted, size);
  const auto across = static_cast<std::size_t>(2 - settings.force_2d_dimension);
  box.begin[across] = wanted.begin[across];
  box.end[across] = wanted.end[across];
  return box;
}

class LocalBinaryPatterns {
 public:
  explicit LocalBinaryPatterns(const ImageTypeInput& input)
      : input_(input),
        wanted_(within(input.source, input.box)),
        offsets_(circle(input.settings.lbp_2d_radius, input.settings.lbp_2d_samples)) {
    // Rows and columns as NumPy has them once the axis across slices has changed places with z.
    const auto across = static_cast<std::size_t>(2 - input.settings.force_2d_dimension);
    row_axis_ = across == 1 ? 2 : 1;
    column_axis_ = across == 0 ? 2 : 0;
    size_ = input.source.box.extents();
    part_ = needs(input.settings, wanted_, size_, input.source.spacing);
    values_ = read_within(input.source, part_);
  }

  Volume<double> compute() {
    Volume<double> result(wanted_.extents(), Filling::dense);
    input_.parallel.for_each(static_cast<std::size_t>(wanted_.extent(2)), [&](std::size_t z) {
      fill_slice(static_cast<std::int64_t>(z), result);
    });
    return result;
  }

 private:
  void fill_slice(std::int64_t z, Volume<double>& result) const {
    std::vector<double> samples(offsets_.size());
    std::vector<bool> set(offsets_.size());
    for (std::int64_t y = 0; y < wanted_.extent(1); ++y) {
      for (std::int64_t x = 0; x < wanted_.extent(0); ++x) {
        if (input_.mask.at(x, y, z) == 0) continue;
        const Index at{wanted_.begin[0] + x, wanted_.begin[1] + y, wanted_.begin[2] + z};
        result.at(x, y, z) = pattern(at, samples, set);
      }
    }
  }

  double pattern(const Index& at, std::vector<double>& samples, std::vector<bool>& set) const {
    const Slice slice(values_, part_, size_, row_axis_, column_axis_, at);
    const std::int64_t row = at[row_axis_];
    const std::int64_t column = at[column_axis_];
    const double centre = slice.voxel(row, column);
    for (std::size_t i = 0; i < offsets_.size(); ++i) {
      samples[i] = slice.sample(static_cast<double>(row) + offsets_[i].row,
                                static_cast<double>(column) + offsets_[i].column);
      set[i] = samples[i] - centre >= 0.0;
    }
    return stored_as(input_.source.type, code_of(input_.settings.lbp_2d_method, samples, set));
  }

  const ImageTypeInput& input_;
  Box wanted_;
  std::vector<Offset> offsets_;
  std::size_t row_axis_ = 1;
  std::size_t column_axis_ = 0;
  Index size_{};
  Box part_;
  Volume<double> values_;
};

}  // namespace

PyradiomicsImageType lbp_2d_type() {
  return {
      "LBP2D",
      "lbp-2D",
      "Local binary patterns within slices, across the axis force2Ddimension, held in the "
      "image's own pixel type.",
      {"lbp2DRadius", "lbp2DSamples", "lbp2DMethod"},
      [](const PyradiomicsSettings&) { return std::vector<std::string>{"lbp-2D"}; },
      needs,
      [](const ImageTypeInput& input, const ImageTypeVisitor& visit) {
        visit("lbp-2D", ImageTypeVariant{LocalBinaryPatterns(input).compute(), input.source.type});
      }};
}

}  // namespace voxtrait
