#include "separable.hpp"

#include <algorithm>

#include "row_pass.hpp"

namespace voxtrait {

namespace {

constexpr std::int64_t tile = 32;  ///< rows that go from y to x at a time
constexpr std::int64_t most_slices = 16;

Span span_of(const Box& box, std::size_t axis) noexcept { return {box.begin[axis], box.end[axis]}; }

Span needed_of(std::span<const StepImage> images, const Axis& axis, const Span& wanted) {
  Span needed = needed_span(images.front(), axis, wanted);
  for (const StepImage& image : images) needed = joined(needed, needed_span(image, axis, wanted));
  return needed;
}

bool changes_nothing(std::span<const StepImage> images) {
  return std::ranges::all_of(images, [](const StepImage& image) {
    return image.size() == 1 && image.front().chain.empty();
  });
}

/// What all threads look at.
struct Work {
  const SeparablePlan& plan;
  const Region& image;
  std::array<Axis, 3> axes;
  Box wanted;
  Box needed;
  std::size_t width;  ///< of the rows along y and z
  std::size_t margin;

  [[nodiscard]] const double* row(std::int64_t y, std::int64_t z) const {
    const Box& box = image.box;
    return image.values.row(y - box.begin[1], z - box.begin[2]).data() + needed.begin[0] -
           box.begin[0];
  }
};

/// Some slices of the result; holds buffers for as long as it takes.
class Slab {
 public:
  Slab(const Work& work, const Span& slices)
      : work_(work),
        slices_(slices),
        along_z_(work.axes[2], work.width),
        along_y_(work.axes[1], work.width),
        step_(row_step(work.width)),
        line_(extent(slices) * step_ + 8),
        tile_step_(row_step(work.width + 2 * work.margin)),
        tiles_(work.plan.y.size() * tile_step_ * static_cast<std::size_t>(tile)),
        row_(extent(span_of(work.wanted, 0))) {
    for (const StepImage& image : work.plan.x) {
      const Span known = span_of(work.needed, 0);
      passes_.emplace_back(image, work.axes[0], known, work.margin, span_of(work.wanted, 0));
    }
    if (!changes_nothing(work.plan.z)) make_z();
  }

  void run(const TakeRow& take, Volume<double>& result) {
    for (std::int64_t z = slices_.begin; z < slices_.end; ++z) {
      const std::vector<Rows> sources = sources_of(z);
      const Span wanted = span_of(work_.wanted, 1);
      for (std::int64_t y = wanted.begin; y < wanted.end; y += tile) {
        const Span rows{y, std::min(y + tile, wanted.end)};
        make_y(sources, rows);
        make_x(rows, z, take, result);
      }
    }
  }

 private:
  /// The images along z: all slices of one row lie beside each other.
  void make_z() {
    const Span rows = span_of(work_.needed, 1);
    const Span depth = needed_of(work_.plan.z, work_.axes[2], slices_);
    slabs_.resize(work_.plan.z.size() * extent(rows) * line_);
    std::vector<double> window(extent(depth) * step_);
    const Rows source{window.data(), step_, depth};
    for (std::int64_t y = rows.begin; y < rows.end; ++y) {
      // A copy, as rows of the image lie where they push each other out of the caches.
      for (std::int64_t z = depth.begin; z < depth.end; ++z) {
        std::copy_n(work_.row(y, z), work_.width,
                    window.data() + static_cast<std::size_t>(z - depth.begin) * step_);
      }
      for (std::size_t i = 0; i < work_.plan.z.size(); ++i) {
        along_z_.run(work_.plan.z[i], {&source, 1}, slices_, line(i, y), step_);
      }
    }
  }

  [[nodiscard]] double* line(std::size_t image, std::int64_t y) {
    const Span rows = span_of(work_.needed, 1);
    return slabs_.data() +
           (image * extent(rows) + static_cast<std::size_t>(y - rows.begin)) * line_;
  }

  /// Rows of one slice, of each image along z.
  [[nodiscard]] std::vector<Rows> sources_of(std::int64_t z) {
    const Span rows = span_of(work_.needed, 1);
    std::vector<Rows> sources;
    for (std::size_t i = 0; i < work_.plan.z.size(); ++i) {
      if (slabs_.empty()) {
        const auto step = static_cast<std::size_t>(work_.image.values.size()[0]);
        sources.push_back({work_.row(rows.begin, z), step, rows});
      } else {
        const auto slice = static_cast<std::size_t>(z - slices_.begin);
        sources.push_back({line(i, rows.begin) + slice * step_, line_, rows});
      }
    }
    return sources;
  }

  void make_y(std::span<const Rows> sources, const Span& rows) {
    for (std::size_t i = 0; i < work_.plan.y.size(); ++i) {
      along_y_.run(work_.plan.y[i], sources, rows, tile_row(i, 0) + work_.margin, tile_step_);
      for (std::size_t r = 0; r < extent(rows); ++r) {
        fill_margins(tile_row(i, r), span_of(work_.needed, 0), work_.margin, work_.axes[0]);
      }
    }
  }

  [[nodiscard]] double* tile_row(std::size_t image, std::size_t row) {
    return tiles_.data() + (image * static_cast<std::size_t>(tile) + row) * tile_step_;
  }

  void make_x(const Span& rows, std::int64_t z, const TakeRow& take, Volume<double>& result) {
    std::vector<const double*> sources(work_.plan.y.size());
    for (std::int64_t y = rows.begin; y < rows.end; ++y) {
      for (std::size_t i = 0; i < sources.size(); ++i) {
        sources[i] = tile_row(i, static_cast<std::size_t>(y - rows.begin));
      }
      const auto to = result.row(y - work_.wanted.begin[1], z - work_.wanted.begin[2]);
      for (std::size_t i = 0; i < passes_.size(); ++i) {
        passes_[i].run(sources, take ? row_.data() : to.data());
        if (take) take(i, row_, to);
      }
    }
  }

  const Work& work_;
  Span slices_;
  AxisPass along_z_;
  AxisPass along_y_;
  std::size_t step_;
  std::size_t line_;
  std::size_t tile_step_;
  std::vector<double> slabs_;
  std::vector<double> tiles_;
  std::vector<double> row_;
  std::vector<RowPass> passes_;
};

/// Slices that a thread takes at a time: all threads' buffers together stay well below a volume.
std::int64_t slices_at_a_time(std::size_t images, std::int64_t slices, int threads) {
  const auto shares = static_cast<std::int64_t>(images) * 8 * threads;
  return std::clamp<std::int64_t>(slices / shares, 2, most_slices);
}

}  // namespace

Box needed_box(const SeparablePlan& plan, Boundary boundary, const Box& wanted, const Index& grid) {
  Box box;
  const std::array<const std::vector<StepImage>*, 3> steps{&plan.x, &plan.y, &plan.z};
  for (std::size_t a = 0; a < 3; ++a) {
    const Span span = needed_of(*steps[a], {grid[a], boundary}, span_of(wanted, a));
    box.begin[a] = span.begin;
    box.end[a] = span.end;
  }
  return box;
}

Volume<double> responses(const SeparablePlan& plan, const Region& image, Boundary boundary,
                         const Box& wanted, const TakeRow& take, const Parallel& parallel) {
  const Index& n = image.grid;
  const Box needed = needed_box(plan, boundary, wanted, n);
  const Work work{plan,
                  image,
                  {{{n[0], boundary}, {n[1], boundary}, {n[2], boundary}}},
                  wanted,
                  needed,
                  static_cast<std::size_t>(needed.extent(0)),
                  first_reach(plan.x)};
  Volume<double> result(wanted.extents(), Filling::dense);
  const std::int64_t slices = slices_at_a_time(plan.z.size(), wanted.extent(2), parallel.threads());
  const std::int64_t slabs = (wanted.extent(2) + slices - 1) / slices;
  parallel.for_each(static_cast<std::size_t>(slabs), [&](std::size_t i) {
    const std::int64_t begin = wanted.begin[2] + static_cast<std::int64_t>(i) * slices;
    Slab(work, {begin, std::min(begin + slices, wanted.end[2])}).run(take, result);
  });
  return result;
}

Volume<double> response(const SeparablePlan& plan, const Region& image, Boundary boundary,
                        const Box& wanted, const Parallel& parallel) {
  return responses(plan, image, boundary, wanted, {}, parallel);
}

}  // namespace voxtrait
