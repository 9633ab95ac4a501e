#include "voxtrait/core/intensity_block.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/convert_row.hpp"
#include "core/fetch_ahead.hpp"
#include "core/kernels/widen_row.hpp"

namespace voxtrait {

IntensityBlock::IntensityBlock(Volume<double> values)
    : size_(values.size()),
      own_(std::move(values)) {}

IntensityBlock::IntensityBlock(const StoredVoxels& voxels, const Index& size,
                               std::vector<Span> rows)
    : size_(size),
      stored_(voxels),
      rows_(std::move(rows)) {}

double IntensityBlock::at(std::int64_t x, std::int64_t y, std::int64_t z) const {
  if (!stored_) return own_.at(x, y, z);
  const Span span = known(y, z);
  double value = 0.0;
  if (x >= span.begin && x < span.end) convert(y, z, {x, x + 1}, &value);
  return value;
}

std::span<const double> IntensityBlock::row(std::int64_t y, std::int64_t z, const Span& span,
                                            RowBuffer& buffer) const {
  const auto count = static_cast<std::size_t>(span.end - span.begin);
  if (!stored_) return own_.row(y, z).subspan(static_cast<std::size_t>(span.begin), count);
  if (buffer.values().size() < count) buffer = RowBuffer(static_cast<std::size_t>(size_[0]));
  const std::span<double> target = buffer.values().first(count);
  const Span all = known(y, z);
  const std::int64_t begin = std::clamp(all.begin, span.begin, span.end);
  const std::int64_t end = std::clamp(all.end, begin, span.end);
  std::ranges::fill(target.first(static_cast<std::size_t>(begin - span.begin)), 0.0);
  if (begin != end)
    convert(y, z, {begin, end}, &target[static_cast<std::size_t>(begin - span.begin)]);
  std::ranges::fill(target.last(static_cast<std::size_t>(span.end - end)), 0.0);
  return target;
}

const Volume<double>& IntensityBlock::numbers(Volume<double>& copy,
                                              const Parallel& parallel) const {
  if (!stored_) return own_;
  copy = Volume<double>(size_, rows_.empty() ? Filling::dense : filling_of(rows_, size_));
  parallel.for_each(static_cast<std::size_t>(size_[2]), [&](std::size_t slice) {
    const auto z = static_cast<std::int64_t>(slice);
    for (std::int64_t y = 0; y < size_[1]; ++y) {
      const Span span = known(y, z);
      if (span.begin != span.end) convert(y, z, span, &copy.at(span.begin, y, z));
    }
  });
  return copy;
}

bool IntensityBlock::all_finite() const {
  const auto finite = [](double x) { return std::isfinite(x); };
  if (!stored_) return std::ranges::all_of(own_.values(), finite);
  const PixelType type = stored_->image.type;
  if (type != PixelType::float32 && type != PixelType::float64) return true;
  RowBuffer buffer;
  for (std::int64_t z = 0; z < size_[2]; ++z) {
    for (std::int64_t y = 0; y < size_[1]; ++y) {
      if (!std::ranges::all_of(row(y, z, known(y, z), buffer), finite)) return false;
    }
  }
  return true;
}

Span IntensityBlock::known(std::int64_t y, std::int64_t z) const noexcept {
  return rows_.empty() ? Span{0, size_[0]} : rows_[static_cast<std::size_t>(z * size_[1] + y)];
}

void IntensityBlock::convert(std::int64_t y, std::int64_t z, const Span& span,
                             double* target) const {
  const auto& [dx, dy, dz] = stored_->step;
  const std::int64_t offset = stored_->start + z * dz + y * dy + span.begin * dx;
  const std::int64_t count = span.end - span.begin;
  with_pixels(stored_->image, [&, step = dx, next_row = dy](const auto* voxels) {
    if (step == 1) {
      if (y + rows_ahead < size_[1]) fetch_ahead(voxels + offset + rows_ahead * next_row, count);
      return widen_row(voxels + offset, count, target);
    }
    convert_row(voxels + offset, step, count, target,
                [](auto voxel) { return static_cast<double>(voxel); });
  });
}

}  // namespace voxtrait
