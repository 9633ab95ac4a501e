#include <algorithm>
#include <functional>
#include <numbers>

#include "filter/kernels/weighted_rows.hpp"
#include "pyradiomics_types.hpp"
#include "pyradiomics_wavelet_coefficients.hpp"
#include "voxtrait/filter/boundary.hpp"

namespace voxtrait {

namespace {

/// Axes that are transformed, x first.
std::vector<std::size_t> axes_of(const PyradiomicsSettings& settings) {
  std::vector<std::size_t> axes{0, 1, 2};
  if (const auto normal = settings.plane_normal()) std::erase(axes, *normal);
  return axes;
}

/// The names of a level's images but for the approximation, such as LLH, in the order of a binary
/// count whose last digit is the last axis.
std::vector<std::string> details(std::size_t axes) {
  std::vector<std::string> names{""};
  for (std::size_t a = 0; a < axes; ++a) {
    std::vector<std::string> longer;
    for (const std::string& name : names) longer.insert(longer.end(), {name + "L", name + "H"});
    names = std::move(longer);
  }
  names.erase(names.begin());
  return names;
}

/// `wavelet` for the first level that is given, whatever its number, then `wavelet2`.
std::string prefix(std::int64_t level) {
  return level == 1 ? "wavelet-" : "wavelet" + std::to_string(level) + "-";
}

std::vector<std::string> names_of(const PyradiomicsSettings& settings) {
  const std::size_t axes = axes_of(settings).size();
  std::vector<std::string> names;
  for (std::int64_t level = 1; level <= settings.level; ++level) {
    for (const std::string& detail : details(axes)) names.push_back(prefix(level) + detail);
  }
  names.push_back(prefix(settings.level) + std::string(axes, 'L'));
  return names;
}

/// Sizes of the image once an odd axis has got its first voxel again.
Index padded(Index size) {
  for (std::int64_t& n : size) n += n % 2;
  return size;
}

/// What the images of a level in `wanted` depend on; an axis on which that lies round the end or at
/// the voxel that was added is needed as a whole.
Box level_needs(std::size_t taps, const std::vector<std::size_t>& axes, const Box& wanted,
                const Index& size) {
  Box box = wanted;
  const auto reach = static_cast<std::int64_t>(taps / 2 + 1);
  for (const std::size_t a : axes) {
    const std::int64_t periodic = size[a] + size[a] % 2;
    const Span span =
        needed_span(Boundary::periodic, {wanted.begin[a], wanted.end[a]}, reach, periodic);
    box.begin[a] = span.end > size[a] ? 0 : span.begin;
    box.end[a] = span.end > size[a] ? periodic : span.end;
  }
  return box;
}

/// What each level must give so that the next one can be computed, then the first level's own need.
std::vector<Box> boxes_of(const PyradiomicsSettings& settings, std::size_t taps, const Box& wanted,
                          const Index& size) {
  std::vector<Box> boxes{wanted};
  const std::vector<std::size_t> axes = axes_of(settings);
  for (std::int64_t l = 0; l < settings.start_level + settings.level; ++l) {
    boxes.push_back(level_needs(taps, axes, boxes.back(), size));
  }
  std::ranges::reverse(boxes);
  return boxes;
}

Box needs(const PyradiomicsSettings& settings, const Box& wanted, const Index& size,
          const Vector&) {
  const std::size_t taps = pyradiomics_wavelet(settings.wavelet).low.size();
  return boxes_of(settings, taps, wanted, size).front();
}

/// Part of an image that repeats itself.
template <class T>
struct Part {
  Volume<T> values;
  Box box;
};

template <class T>
struct Filters {
  std::vector<T> low;
  std::vector<T> high;
};

/// PyWavelets keeps coiflets without their factor, the square root of 2, in 32 bits.
float in_32_bits(double coefficient, bool coiflet) {
  constexpr double root = std::numbers::sqrt2;
  return coiflet ? static_cast<float>(coefficient / root) * static_cast<float>(root)
                 : static_cast<float>(coefficient);
}

template <class T>
std::vector<T> taps_of(const std::vector<double>& coefficients, const std::string& wavelet) {
  const bool coiflet = wavelet.starts_with("coif");
  std::vector<T> taps;
  taps.reserve(coefficients.size());
  for (const double c : coefficients) {
    taps.push_back(std::is_same_v<T, float> ? T(in_32_bits(c, coiflet)) : T(c));
  }
  return taps;
}

/// The stationary transform of a periodic image, axis by axis, in the number type of PyWavelets.
template <class T>
class Transform {
 public:
  Transform(const ImageTypeInput& input, const WaveletFilters& filters)
      : input_(input),
        axes_(axes_of(input.settings)),
        filters_{taps_of<T>(filters.low, input.settings.wavelet),
                 taps_of<T>(filters.high, input.settings.wavelet)},
        size_(padded(input.source.box.extents())) {}

  void compute(const ImageTypeVisitor& visit) {
    const std::int64_t skipped = input_.settings.start_level;
    const std::vector<Box> boxes =
        boxes_of(input_.settings, filters_.low.size(), within(input_.source, input_.box),
                 input_.source.box.extents());
    Part<T> approximation = image(boxes.front());
    for (std::size_t l = 1; l < boxes.size(); ++l) {
      const std::int64_t level = static_cast<std::int64_t>(l) - skipped;
      const Visit give = [&](const std::string& bands, const Part<T>& part) {
        visit(prefix(level) + bands, variant(part));
      };
      approximation = decomposed(std::move(approximation), boxes[l], level < 1 ? Visit() : give);
    }
    visit(prefix(input_.settings.level) + std::string(axes_.size(), 'L'), variant(approximation));
  }

 private:
  using Visit = std::function<void(const std::string& bands, const Part<T>&)>;

  [[nodiscard]] ImageTypeVariant variant(const Part<T>& part) const {
    const Box box = within(input_.source, input_.box);
    return {part_of(part.values, part.box, box),
            std::is_same_v<T, float> ? PixelType::float32 : PixelType::float64};
  }

  /// The image itself; where a box reaches the voxel that was added, it holds the whole axis.
  [[nodiscard]] Part<T> image(const Box& box) const {
    Box stored = box;
    const Index size = input_.source.box.extents();
    for (std::size_t a = 0; a < 3; ++a) stored.end[a] = std::min(box.end[a], size[a]);
    const Volume<double> values = read_within(input_.source, stored);
    Part<T> part{Volume<T>(box.extents(), Filling::dense), box};
    for (std::int64_t z = 0; z < box.extent(2); ++z) {
      for (std::int64_t y = 0; y < box.extent(1); ++y) {
        const auto from = values.row(y % stored.extent(1), z % stored.extent(2));
        const auto to = part.values.row(y, z);
        for (std::size_t x = 0; x < to.size(); ++x) {
          to[x] = static_cast<T>(from[x % from.size()]);
        }
      }
    }
    return part;
  }

  /// One level: gives all images but the approximation, which it returns.
  [[nodiscard]] Part<T> decomposed(Part<T> image, const Box& wanted, const Visit& give) const {
    Part<T> approximation;
    split(std::move(image), 0, "", wanted, give, approximation);
    return approximation;
  }

  /// Splits along axis number `depth` and on; at most one image for each axis is alive.
  void split(Part<T> image, std::size_t depth, const std::string& bands, const Box& wanted,
             const Visit& give, Part<T>& approximation) const {
    if (depth == axes_.size()) {
      if (bands.find('H') == std::string::npos) {
        approximation = std::move(image);
      } else {
        give(bands, image);
      }
      return;
    }
    const std::size_t axis = axes_[depth];
    split(filtered(axis, image, filters_.low, wanted), depth + 1, bands + "L", wanted, give,
          approximation);
    if (!give) return;
    split(filtered(axis, image, filters_.high, wanted), depth + 1, bands + "H", wanted, give,
          approximation);
  }

  /// result(i) = sum over k of taps[k] image(i + size / 2 - k), round the end. Sums run in the
  /// order of k, but for taps that lie beyond the end: they come first and backwards, as in
  /// PyWavelets.
  [[nodiscard]] Part<T> filtered(std::size_t axis, const Part<T>& image, const std::vector<T>& taps,
                                 const Box& wanted) const {
    Box box = image.box;
    box.begin[axis] = wanted.begin[axis];
    box.end[axis] = wanted.end[axis];
    Part<T> result{Volume<T>(box.extents(), Filling::dense), box};
    // Along z a thread takes one y, so that the rows it reads stay in its cache.
    const auto count = static_cast<std::size_t>(box.extent(axis == 2 ? 1 : 2));
    input_.parallel.for_each(count, [&](std::size_t i) {
      const auto other = static_cast<std::int64_t>(i);
      axis == 0 ? filter_rows(image, taps, other, result)
                : filter_columns(axis, image, taps, other, result);
    });
    return result;
  }

  [[nodiscard]] std::int64_t place(std::size_t axis, const Part<T>& image, std::int64_t at) const {
    return found_at(Boundary::periodic, at, size_[axis]) - image.box.begin[axis];
  }

  /// Taps of the result `i` that lie beyond the end of an axis.
  [[nodiscard]] std::size_t beyond(std::size_t axis, std::int64_t i, std::size_t taps) const {
    const std::int64_t count = i + static_cast<std::int64_t>(taps / 2) - size_[axis] + 1;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(count, 0, std::int64_t(taps)));
  }

  void filter_rows(const Part<T>& image, const std::vector<T>& taps, std::int64_t z,
                   Part<T>& result) const {
    const std::size_t length = taps.size();
    const auto wide = static_cast<std::size_t>(result.box.extent(0));
    std::vector<std::size_t> places(wide + length - 1);
    const auto first = result.box.begin[0] + static_cast<std::int64_t>(length / 2) -
                       static_cast<std::int64_t>(length - 1);
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i] = static_cast<std::size_t>(place(0, image, first + static_cast<std::int64_t>(i)));
    }
    std::vector<T> extended(places.size());
    std::vector<const T*> rows(length);
    for (std::size_t k = 0; k < length; ++k) rows[k] = extended.data() + (length - 1 - k);
    for (std::int64_t y = 0; y < result.box.extent(1); ++y) {
      const T* source = image.values.row(y, z).data();
      std::ranges::transform(places, extended.begin(), [source](auto p) { return source[p]; });
      const auto sums = result.values.row(y, z);
      weighted_rows(std::span<const T>(taps), rows.data(), wide, sums.data());
      for (std::size_t i = wide; i-- > 0;) {
        const std::size_t last =
            beyond(0, result.box.begin[0] + static_cast<std::int64_t>(i), length);
        if (last < 2) break;
        sums[i] = sum_beyond(taps, rows, i, last);
      }
    }
  }

  static T sum_beyond(const std::vector<T>& taps, const std::vector<const T*>& rows, std::size_t i,
                      std::size_t last) {
    T sum = 0;
    for (std::size_t k = last; k-- > 0;) sum += taps[k] * rows[k][i];
    for (std::size_t k = last; k < taps.size(); ++k) sum += taps[k] * rows[k][i];
    return sum;
  }

  void filter_columns(std::size_t axis, const Part<T>& image, const std::vector<T>& taps,
                      std::int64_t other, Part<T>& result) const {
    const auto half = static_cast<std::int64_t>(taps.size() / 2);
    std::vector<const T*> rows(taps.size());
    std::vector<T> ordered = taps;
    for (std::int64_t i = 0; i < result.box.extent(axis); ++i) {
      const std::int64_t to = result.box.begin[axis] + i;
      for (std::size_t k = 0; k < taps.size(); ++k) {
        const std::int64_t at = place(axis, image, to + half - static_cast<std::int64_t>(k));
        rows[k] = (axis == 1 ? image.values.row(at, other) : image.values.row(other, at)).data();
      }
      const auto last = static_cast<std::ptrdiff_t>(beyond(axis, to, taps.size()));
      ordered = taps;
      std::reverse(ordered.begin(), ordered.begin() + last);
      std::reverse(rows.begin(), rows.begin() + last);
      T* sums = (axis == 1 ? result.values.row(i, other) : result.values.row(other, i)).data();
      weighted_rows(std::span<const T>(ordered), rows.data(),
                    static_cast<std::size_t>(result.box.extent(0)), sums);
    }
  }

  const ImageTypeInput& input_;
  std::vector<std::size_t> axes_;
  Filters<T> filters_;
  Index size_;
};

void compute(const ImageTypeInput& input, const ImageTypeVisitor& visit) {
  const WaveletFilters filters = pyradiomics_wavelet(input.settings.wavelet);
  if (input.source.type == PixelType::float32) {
    Transform<float>(input, filters).compute(visit);
  } else {
    Transform<double>(input, filters).compute(visit);
  }
}

}  // namespace

PyradiomicsImageType wavelet_type() {
  return {
      "Wavelet",
      "`wavelet-LLH` to `wavelet-LLL` for low and high pass along x, y and z; `wavelet2-LLH` and "
      "on for further levels",
      "The stationary wavelet transform, axis by axis, of the image that repeats itself; with "
      "force2D within slices.",
      {"wavelet", "start_level", "level"},
      names_of,
      needs,
      compute};
}

}  // namespace voxtrait
