#include "spectral_filter.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "real_rows.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t batch = LineTransform::lines;
static_assert(batch <= most_frequencies);

/// Eight lines of complex numbers: for each place of an axis eight real parts, then imaginary ones.
class Lines {
 public:
  explicit Lines(const LineTransform& transform)
      : transform_(transform),
        buffer_(transform.buffer_size()),
        scratch_(transform.buffer_size()) {}

  [[nodiscard]] double* re(std::size_t i) noexcept { return buffer_.data() + i * batch; }
  [[nodiscard]] double* im(std::size_t i) noexcept { return re(transform_.size() + i); }

  void transform() noexcept { transform_.forward(buffer_.data(), scratch_.data()); }

  /// Exchanges real and imaginary parts, which makes the next transform the inverse one.
  void exchange() noexcept { std::swap_ranges(re(0), im(0), im(0)); }

  void load(std::size_t i, const double* from_re, const double* from_im) {
    copy_lines(from_re, re(i));
    copy_lines(from_im, im(i));
  }
  void clear(std::size_t i) {
    std::fill_n(re(i), batch, 0.0);
    std::fill_n(im(i), batch, 0.0);
  }
  void store(std::size_t i, double* to_re, double* to_im) {
    copy_lines(re(i), to_re);
    copy_lines(im(i), to_im);
  }

 private:
  const LineTransform& transform_;
  std::vector<double> buffer_;
  std::vector<double> scratch_;
};

/// Filters an image whose spectrum is made along x and y slice by slice, then along z. Rows are as
/// many as the extended axis y has, slices as many as the image.
class SpectralFilter {
 public:
  SpectralFilter(const Region& image, const Box& wanted, const SpectralLayout& layout,
                 const HalfTransfer& transfer, const Parallel& parallel)
      : image_(image),
        wanted_(wanted),
        layout_(layout),
        transfer_(transfer),
        parallel_(parallel),
        along_x_(size(0)),
        along_y_(size(1)),
        half_(RealRows::half(size(0))),
        part_((half_ + batch - 1) / batch * batch),
        row_(2 * part_),
        plane_(row_ * size(1)) {
    for (std::size_t a = 0; a < layout.axes; ++a) {
      places_[a] = found_in(layout.boundary, layout.span(a), image.grid[a]);
      scale_ /= static_cast<double>(layout.size[a]);
    }
    if (layout.axes == 3) along_z_.emplace(size(2));
  }

  Volume<double> run() { return layout_.axes == 2 ? slice_by_slice() : all_together(); }

 private:
  [[nodiscard]] std::size_t size(std::size_t axis) const {
    return static_cast<std::size_t>(layout_.size[axis]);
  }

  Volume<double> slice_by_slice() {
    Volume<double> result(wanted_.extents(), Filling::dense);
    parallel_.for_each(static_cast<std::size_t>(wanted_.extent(2)), [&](std::size_t i) {
      const auto z = static_cast<std::int64_t>(i);
      std::vector<double> plane(plane_);
      forward_rows(wanted_.begin[2] - image_.box.begin[2] + z, plane.data());
      Lines lines(along_y_);
      for (std::size_t x = 0; x < half_; x += batch) {
        load_column(plane.data() + x, lines);
        multiply(lines, size(1), x, [](std::size_t k) {
          return Index{0, static_cast<std::int64_t>(k), 0};
        });
        store_wanted(lines, plane.data() + x);
      }
      inverse_rows(plane.data(), &result.at(0, 0, z));
    });
    return result;
  }

  /// The result takes the place of the spectrum, whose slices are larger.
  Volume<double> all_together() {
    Volume<double> spectrum({static_cast<std::int64_t>(plane_), 1, image_.grid[2]}, Filling::dense);
    double* first = spectrum.values().data();
    parallel_.for_each(static_cast<std::size_t>(image_.grid[2]), [&](std::size_t z) {
      forward_slice(static_cast<std::int64_t>(z), first + z * plane_);
    });
    parallel_.for_each(size(1), [&](std::size_t y) { filter_along_z(y, first + y * row_); });
    const double* wanted = first + static_cast<std::size_t>(wanted_.begin[2]) * plane_;
    const auto slices = static_cast<std::size_t>(wanted_.extent(2));
    parallel_.for_each(slices, [&](std::size_t z) {
      inverse_slice(first + (static_cast<std::size_t>(wanted_.begin[2]) + z) * plane_);
    });
    const auto count = static_cast<std::size_t>(wanted_.extent(0) * wanted_.extent(1));
    for (std::size_t z = 0; z < slices; ++z) {
      std::memmove(first + z * count, wanted + z * plane_, count * sizeof(double));
    }
    spectrum.shrink(wanted_.extents());
    return spectrum;
  }

  void forward_slice(std::int64_t z, double* plane) const {
    forward_rows(z, plane);
    Lines lines(along_y_);
    for (std::size_t x = 0; x < half_; x += batch) {
      load_column(plane + x, lines);
      lines.transform();
      for (std::size_t i = 0; i < size(1); ++i) store(lines, i, plane + x + i * row_);
    }
  }

  void inverse_slice(double* plane) const {
    Lines lines(along_y_);
    for (std::size_t x = 0; x < half_; x += batch) {
      for (std::size_t k = 0; k < size(1); ++k) load(plane + x + k * row_, k, lines);
      lines.exchange();
      lines.transform();
      lines.exchange();
      store_wanted(lines, plane + x);
    }
    inverse_rows(plane, plane);
  }

  /// Each line along z there and back at once, extended on the way. `first` is row y of the first
  /// slice.
  void filter_along_z(std::size_t y, double* first) const {
    const auto slices = static_cast<std::size_t>(image_.grid[2]);
    // A copy of the rows, as their numbers lie in many places of memory.
    std::vector<double> rows(row_ * slices);
    for (std::size_t z = 0; z < slices; ++z) {
      std::copy_n(first + z * plane_, row_, rows.data() + z * row_);
    }
    Lines lines(*along_z_);
    for (std::size_t x = 0; x < half_; x += batch) {
      load_extended(places_[2], rows.data() + x, lines);
      multiply(lines, size(2), x, [y](std::size_t k) {
        return Index{0, static_cast<std::int64_t>(y), static_cast<std::int64_t>(k)};
      });
      const auto before = static_cast<std::size_t>(layout_.before[2]);
      for (std::size_t z = 0; z < slices; ++z) {
        store(lines, before + z, rows.data() + x + z * row_);
      }
    }
    for (std::size_t z = 0; z < slices; ++z) {
      std::copy_n(rows.data() + z * row_, row_, first + z * plane_);
    }
  }

  /// Forward, times the transfer function, inverse.
  template <class At>
  void multiply(Lines& lines, std::size_t count, std::size_t x, const At& at) const {
    lines.transform();
    const std::size_t here = std::min(batch, half_ - x);
    for (std::size_t k = 0; k < count; ++k) {
      Index first = at(k);
      first[0] = static_cast<std::int64_t>(x);
      transfer_(first, {lines.re(k), here}, {lines.im(k), here});
    }
    lines.exchange();
    lines.transform();
    lines.exchange();
  }

  /// The spectra of a slice's rows, those of the image first.
  void forward_rows(std::int64_t slice, double* plane) const {
    RealRows rows(along_x_);
    const auto count = static_cast<std::size_t>(image_.grid[1]);
    for (std::size_t y = 0; y < count; y += RealRows::most) {
      const std::size_t here = std::min(RealRows::most, count - y);
      for (std::size_t r = 0; r < here; ++r) {
        extend(image_.values.row(static_cast<std::int64_t>(y + r), slice), rows.given(r));
      }
      rows.forward(here, plane + y * row_, row_, part_);
    }
  }

  void extend(std::span<const double> row, double* to) const {
    for (const std::int64_t place : places_[0]) {
      *to = place < 0 ? 0.0 : row[static_cast<std::size_t>(place)];
      to += RealRows::step;
    }
  }

  void load(const double* from, std::size_t i, Lines& lines) const {
    lines.load(i, from, from + part_);
  }

  void store(Lines& lines, std::size_t i, double* to) const { lines.store(i, to, to + part_); }

  void load_extended(std::span<const std::int64_t> places, const double* first,
                     Lines& lines) const {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] < 0) {
        lines.clear(i);
      } else {
        load(first + static_cast<std::size_t>(places[i]) * row_, i, lines);
      }
    }
  }

  void load_column(const double* first, Lines& lines) const {
    load_extended(places_[1], first, lines);
  }

  /// The rows that are wanted, one after the other from the first row on.
  void store_wanted(Lines& lines, double* to) const {
    const auto first = static_cast<std::size_t>(wanted_.begin[1] + layout_.before[1]);
    const auto count = static_cast<std::size_t>(wanted_.extent(1));
    for (std::size_t i = 0; i < count; ++i) store(lines, first + i, to + i * row_);
  }

  /// Wanted rows of a slice from their spectra; they may take the place of these.
  void inverse_rows(const double* plane, double* result) const {
    RealRows rows(along_x_);
    const auto count = static_cast<std::size_t>(wanted_.extent(1));
    const auto wide = static_cast<std::size_t>(wanted_.extent(0));
    const auto skipped = static_cast<std::size_t>(wanted_.begin[0] + layout_.before[0]);
    for (std::size_t y = 0; y < count; y += RealRows::most) {
      const std::size_t here = std::min(RealRows::most, count - y);
      rows.inverse(here, plane + y * row_, row_, part_);
      for (std::size_t r = 0; r < here; ++r) {
        const double* from = rows.found(r) + skipped * RealRows::step;
        double* to = result + (y + r) * wide;
        for (std::size_t i = 0; i < wide; ++i) to[i] = scale_ * from[i * RealRows::step];
      }
    }
  }

  const Region& image_;
  const Box& wanted_;
  const SpectralLayout& layout_;
  const HalfTransfer& transfer_;
  const Parallel& parallel_;
  LineTransform along_x_;
  LineTransform along_y_;
  std::optional<LineTransform> along_z_;
  std::size_t half_;   ///< frequencies along x
  std::size_t part_;   ///< numbers of a row's real parts; its imaginary parts come after them
  std::size_t row_;    ///< numbers of a row
  std::size_t plane_;  ///< numbers of a slice
  std::array<std::vector<std::int64_t>, 3> places_;  ///< in the image, of the extended axes
  double scale_ = 0.5;                               ///< spectra of rows are twice as large
};

}  // namespace

Volume<double> filtered(const Region& image, const Box& wanted, const SpectralLayout& layout,
                        const HalfTransfer& transfer, const Parallel& parallel) {
  return SpectralFilter(image, wanted, layout, transfer, parallel).run();
}

}  // namespace voxtrait
