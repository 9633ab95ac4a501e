#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "pyradiomics_types.hpp"
#include "recursive_gaussian.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t bundle = recursive_line_count;

/// Python's text of a number: 1.0, 2.5, and 1 where it was written so.
std::string text_of(const PyradiomicsSigma& sigma) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), sigma.mm).ptr;
  std::string text(buffer.data(), end);
  const bool plain = text.find_first_of(".e") == std::string::npos;
  return plain && !sigma.whole ? text + ".0" : text;
}

std::string name_of(const PyradiomicsSigma& sigma) {
  std::string text = text_of(sigma);
  std::ranges::replace(text, '.', '-');
  return "log-sigma-" + text + "-mm-3D";
}

std::vector<std::string> names_of(const PyradiomicsSettings& settings) {
  std::vector<std::string> names;
  for (const PyradiomicsSigma& sigma : settings.sigma) names.push_back(name_of(sigma));
  return names;
}

/// Steps between lines and along them.
struct Lines {
  std::size_t count;   ///< of lines in one block
  std::size_t length;  ///< voxels of a line
  std::size_t stride;  ///< from line to line
  std::size_t along;   ///< from voxel to voxel
};

/// One number of each line; neighbours go through vectors.
template <class From, class To>
void move(const From* from, std::size_t from_step, To* to, std::size_t to_step, std::size_t count) {
  if (from_step == 1 && to_step == 1) {
    for (std::size_t c = 0; c < count; ++c) to[c] = static_cast<To>(from[c]);
  } else {
    for (std::size_t c = 0; c < count; ++c) to[c * to_step] = static_cast<To>(from[c * from_step]);
  }
}

/// Filters the lines of a block, a bundle of them at a time; values pass through 32-bit floats
/// between axes, as in ITK.
template <class T>
void filter_block(const RecursiveFilter& filter, const Lines& lines, const T* values,
                  float* results) {
  std::vector<double> in(lines.length * bundle);
  std::vector<double> out(lines.length * bundle);
  for (std::size_t first = 0; first < lines.count; first += bundle) {
    const std::size_t wide = std::min(bundle, lines.count - first);
    const std::size_t start = first * lines.stride;
    for (std::size_t i = 0; i < lines.length; ++i) {
      move(values + start + i * lines.along, lines.stride, &in[i * bundle], 1, wide);
    }
    recursive_lines(filter, in.data(), lines.length, out.data());
    for (std::size_t i = 0; i < lines.length; ++i) {
      move(&out[i * bundle], 1, results + start + i * lines.along, lines.stride, wide);
    }
  }
}

/// Filters the lines along an axis that pass through `through`.
template <class T>
void filter_along(std::size_t axis, const RecursiveFilter& filter, const Box& through,
                  const Volume<T>& values, Volume<float>& results, const Parallel& parallel) {
  const Index& n = values.size();
  const std::array<std::size_t, 3> step{1, static_cast<std::size_t>(n[0]),
                                        static_cast<std::size_t>(n[0] * n[1])};
  const std::size_t inner = axis == 0 ? 1 : 0;
  const std::size_t outer = axis == 2 ? 1 : 2;
  const Lines lines{static_cast<std::size_t>(through.extent(inner)),
                    static_cast<std::size_t>(n[axis]), step[inner], step[axis]};
  const std::size_t first = static_cast<std::size_t>(through.begin[inner]) * step[inner] +
                            static_cast<std::size_t>(through.begin[outer]) * step[outer];
  parallel.for_each(static_cast<std::size_t>(through.extent(outer)), [&](std::size_t i) {
    const std::size_t start = first + i * step[outer];
    filter_block(filter, lines, values.values().data() + start, results.values().data() + start);
  });
}

/// Beyond this many sigma, what lies further away changes no bit of a 32-bit float.
constexpr double furthest = 20.0;

/// What the responses depend on.
Box part_for(double sigma, const Box& wanted, const Index& size, const Vector& spacing) {
  Index margin{};
  for (std::size_t a = 0; a < 3; ++a) {
    margin[a] =
        static_cast<std::int64_t>(std::min(std::ceil(furthest * sigma / spacing[a]) + 8.0, 1e9));
  }
  return grown(wanted, margin, size);
}

Box needs(const PyradiomicsSettings& settings, const Box& wanted, const Index& size,
          const Vector& spacing) {
  double largest = 0.0;
  for (const PyradiomicsSigma& sigma : settings.sigma) largest = std::max(largest, sigma.mm);
  return part_for(largest, wanted, size, spacing);
}

/// Adds a part of a volume, scaled, in 32 bits.
void add(const Volume<float>& term, const Box& part, double scale, Volume<float>& sum) {
  for (std::int64_t z = 0; z < part.extent(2); ++z) {
    for (std::int64_t y = 0; y < part.extent(1); ++y) {
      const float* from = term.row(part.begin[1] + y, part.begin[2] + z).data() + part.begin[0];
      for (float& s : sum.row(y, z)) s = static_cast<float>(s + *from++ * scale);
    }
  }
}

/// The sum over axes of the second derivative along it, smoothed along the others. Once an axis is
/// filtered, only what is wanted of it goes on.
Volume<double> response(const ImageTypeInput& input, double sigma) {
  const Vector& spacing = input.source.spacing;
  const Box image = within(input.source, input.box);
  const Box part = part_for(sigma, image, input.source.box.extents(), spacing);
  const Volume<double> values = read_within(input.source, part);
  Box wanted = image;
  for (std::size_t a = 0; a < 3; ++a) {
    wanted.begin[a] -= part.begin[a];
    wanted.end[a] -= part.begin[a];
  }
  Volume<float> term(part.extents(), Filling::dense);
  Volume<float> sum(wanted.extents(), Filling::dense);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Box through{{}, part.extents()};
    filter_along(axis, recursive_second_derivative(sigma, spacing[axis]), through, values, term,
                 input.parallel);
    std::size_t before = axis;
    for (std::size_t other = 0; other < 3; ++other) {
      if (other == axis) continue;
      through.begin[before] = wanted.begin[before];
      through.end[before] = wanted.end[before];
      filter_along(other, recursive_gaussian(sigma, spacing[other]), through, term, term,
                   input.parallel);
      before = other;
    }
    add(term, wanted, 1.0 / (spacing[axis] * spacing[axis]), sum);
  }
  return part_of(sum, {{}, sum.size()}, {{}, sum.size()});
}

/// Why the image is too small; empty if it is not.
std::string too_small(const PyradiomicsSource& source, double sigma) {
  const Index size = source.box.extents();
  if (std::ranges::min(size) < 4) {
    return "the image needs at least 4 voxels along each axis for the image type LoG";
  }
  for (std::size_t a = 0; a < 3; ++a) {
    if (static_cast<double>(size[a]) >= std::ceil(sigma / source.spacing[a]) + 1.0) continue;
    return "the image is too small for this sigma: each axis needs sigma / spacing + 1 voxels";
  }
  return {};
}

void compute(const ImageTypeInput& input, const ImageTypeVisitor& visit) {
  for (const PyradiomicsSigma& sigma : input.settings.sigma) {
    const std::string reason = too_small(input.source, sigma.mm);
    if (reason.empty()) {
      visit(name_of(sigma), ImageTypeVariant{response(input, sigma.mm), PixelType::float32});
    } else {
      visit(name_of(sigma), Failure{Status::not_applicable, reason});
    }
  }
}

}  // namespace

PyradiomicsImageType log_type() {
  return {"LoG",
          "`log-sigma-1-5-mm-3D` for a sigma of 1.5 and so on",
          "The Laplacian of Gaussian by ITK's recursive filter, times sigma squared, in 32-bit "
          "floats; one image for each sigma.",
          {"sigma"},
          names_of,
          needs,
          compute};
}

}  // namespace voxtrait
