#include "spectrum.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "line_transform.hpp"
#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t batch = LineTransform::lines;

/// How lines along an axis lie in memory: `outer` groups of `count` lines.
struct Lines {
  std::size_t outer;
  std::size_t outer_step;
  std::size_t count;
  std::size_t line_step;
  std::size_t step;
};

Lines lines_along(std::size_t axis, const Index& size) {
  const auto x = static_cast<std::size_t>(size[0]);
  const auto y = static_cast<std::size_t>(size[1]);
  const auto z = static_cast<std::size_t>(size[2]);
  if (axis == 0) return {z, x * y, y, x, 1};
  if (axis == 1) return {z, x * y, x, 1, x};
  return {y, x, x, 1, x * y};
}

/// Copies up to eight lines into a buffer, or back.
void gather(const double* from, const Lines& lines, std::size_t here, std::size_t n, double* to) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < here; ++l)
      to[i * batch + l] = from[i * lines.step + l * lines.line_step];
  }
}

void scatter(const double* from, const Lines& lines, std::size_t here, std::size_t n, double* to) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < here; ++l)
      to[i * lines.step + l * lines.line_step] = from[i * batch + l];
  }
}

void transform_axis(Volume<double>& re, Volume<double>& im, std::size_t axis,
                    const Parallel& parallel) {
  const auto n = static_cast<std::size_t>(re.size()[axis]);
  if (n == 1) return;
  const LineTransform transform(n);
  const Lines lines = lines_along(axis, re.size());
  parallel.for_each(lines.outer, [&](std::size_t o) {
    std::vector<double> buffer(transform.buffer_size());
    std::vector<double> scratch(transform.buffer_size());
    for (std::size_t first = 0; first < lines.count; first += batch) {
      const std::size_t here = std::min(batch, lines.count - first);
      const std::size_t at = o * lines.outer_step + first * lines.line_step;
      gather(&re.values()[at], lines, here, n, buffer.data());
      gather(&im.values()[at], lines, here, n, buffer.data() + n * batch);
      transform.forward(buffer.data(), scratch.data());
      scatter(buffer.data(), lines, here, n, &re.values()[at]);
      scatter(buffer.data() + n * batch, lines, here, n, &im.values()[at]);
    }
  });
}

/// The image with what its boundary rule puts around it.
Volume<double> extended(const Region& image, const Box& wanted, const SpectralLayout& layout,
                        const Parallel& parallel) {
  Volume<double> result(layout.size, Filling::dense);
  std::array<std::vector<std::int64_t>, 3> places;
  for (std::size_t a = 0; a < 3; ++a) {
    const Span span = a < layout.axes ? layout.span(a) : Span{wanted.begin[a], wanted.end[a]};
    places[a] = found_in(layout.boundary, span, image.grid[a], image.box.begin[a]);
  }
  parallel.for_each(places[2].size(), [&](std::size_t z) {
    for (std::size_t y = 0; y < places[1].size(); ++y) {
      if (places[1][y] < 0 || places[2][z] < 0) continue;
      const auto row = image.values.row(places[1][y], places[2][z]);
      double* to = result.row(static_cast<std::int64_t>(y), static_cast<std::int64_t>(z)).data();
      for (const std::int64_t x : places[0]) {
        *to++ = x < 0 ? 0.0 : row[static_cast<std::size_t>(x)];
      }
    }
  });
  return result;
}

/// A kernel that is much longer than the image would need memory out of all proportion.
void require_in_proportion(const SpectralLayout& layout, const Index& grid) {
  constexpr double always_fine = 0x1p27;
  constexpr double most_growth = 64.0;
  double voxels = 1.0;
  double own = 1.0;
  for (std::size_t a = 0; a < 3; ++a) {
    voxels *= static_cast<double>(layout.size[a]);
    own *= static_cast<double>(a < layout.axes ? grid[a] : layout.size[a]);
  }
  if (voxels <= std::max(always_fine, most_growth * own)) return;
  throw std::runtime_error("the image is too small for so wide a filter: extended by its reach it "
                           "would have " +
                           std::to_string(static_cast<std::int64_t>(voxels / 1e6)) +
                           " million voxels");
}

}  // namespace

void Spectrum::forward(std::size_t axes, const Parallel& parallel) {
  for (std::size_t a = 0; a < axes; ++a) transform_axis(re, im, a, parallel);
}

void Spectrum::inverse(std::size_t axes, const Parallel& parallel) {
  // The same transform with real and imaginary parts exchanged.
  for (std::size_t a = 0; a < axes; ++a) transform_axis(im, re, a, parallel);
}

SpectralLayout layout_of(const Index& grid, const Box& wanted, std::size_t axes, Boundary boundary,
                         const Index& margin) {
  SpectralLayout layout{axes, boundary, {0, 0, 0}, wanted.extents()};
  for (std::size_t a = 0; a < axes; ++a) {
    layout.size[a] = grid[a];
    if (boundary == Boundary::periodic) continue;
    layout.before[a] = margin[a];
    layout.size[a] = static_cast<std::int64_t>(
        fast_transform_size(static_cast<std::size_t>(grid[a] + 2 * margin[a])));
  }
  require_in_proportion(layout, grid);
  return layout;
}

std::uint64_t bytes_of(const SpectralLayout& layout, const Box& wanted, std::uint64_t of_layout,
                       std::uint64_t of_wanted) noexcept {
  const auto voxels = [](const Index& size) {
    return static_cast<std::uint64_t>(size[0]) * static_cast<std::uint64_t>(size[1]) *
           static_cast<std::uint64_t>(size[2]);
  };
  return sizeof(double) * (of_layout * voxels(layout.size) + of_wanted * voxels(wanted.extents()));
}

Box spectral_need(const Box& wanted, const Index& grid, std::size_t axes) noexcept {
  Box box = wanted;
  for (std::size_t a = 0; a < axes; ++a) {
    box.begin[a] = 0;
    box.end[a] = grid[a];
  }
  return box;
}

Spectrum spectrum_of(const Region& image, const Box& wanted, const SpectralLayout& layout,
                     const Parallel& parallel) {
  Spectrum spectrum{extended(image, wanted, layout, parallel),
                    Volume<double>(layout.size, Filling::dense)};
  spectrum.forward(layout.axes, parallel);
  return spectrum;
}

Box within(const SpectralLayout& layout, const Box& wanted) noexcept {
  Box box{{0, 0, 0}, wanted.extents()};
  for (std::size_t a = 0; a < layout.axes; ++a) {
    box.begin[a] = wanted.begin[a] + layout.before[a];
    box.end[a] = wanted.end[a] + layout.before[a];
  }
  return box;
}

Volume<double> response_of(Spectrum spectrum, const SpectralLayout& layout,
                           const Transfer& transfer, const Box& box, const Parallel& parallel) {
  parallel.for_each(static_cast<std::size_t>(layout.size[2]), [&](std::size_t slice) {
    const auto z = static_cast<std::int64_t>(slice);
    for (std::int64_t y = 0; y < layout.size[1]; ++y) {
      transfer(y, z, spectrum.re.row(y, z), spectrum.im.row(y, z));
    }
  });
  spectrum.inverse(layout.axes, parallel);
  spectrum.im = {};
  double scale = 1.0;
  for (std::size_t a = 0; a < layout.axes; ++a) scale /= static_cast<double>(layout.size[a]);
  Volume<double> result(box.extents(), Filling::dense);
  for (std::int64_t z = 0; z < result.size()[2]; ++z) {
    for (std::int64_t y = 0; y < result.size()[1]; ++y) {
      const double* row = &spectrum.re.at(box.begin[0], box.begin[1] + y, box.begin[2] + z);
      for (double& value : result.row(y, z)) value = scale * *row++;
    }
  }
  return result;
}

}  // namespace voxtrait
