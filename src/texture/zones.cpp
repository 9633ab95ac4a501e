#include "voxtrait/texture/zones.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "texture/kernels/equal_neighbours.hpp"
#include "texture/kernels/slice_ring.hpp"
#include "texture/zone_links.hpp"

namespace voxtrait {

namespace {

using Label = std::uint32_t;

constexpr std::int64_t batch = 512;                         ///< voxels whose codes are kept
constexpr std::size_t zones_ahead = std::size_t{1} << 14U;  ///< room is made for at a time

/// Made when first needed: compilers limit what they compute themselves.
const ZoneLinks& zone_links() {
  static const ZoneLinks links;
  return links;
}

NeighbourSteps steps_in(const Index& size) {
  NeighbourSteps steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [dx, dy, dz] = preceding_neighbours[i];
    steps[i] = (dz * size[1] + dy) * size[0] + dx;
  }
  return steps;
}

/// Provisional zones, and which of them are one; the root of a group is its first one.
class ZoneSets {
 public:
  /// Takes addresses for at most so many zones; memory only as zones come.
  explicit ZoneSets(std::size_t most) {
    parents_.reserve(most);
    zones_.reserve(most);
  }

  /// Makes room for more zones, each with itself as its root.
  void reserve(std::size_t more) {
    const std::size_t wanted = size_ + more;
    if (wanted > std::numeric_limits<Label>::max()) throw std::length_error("2^32 zones or more");
    if (wanted <= zones_.size()) return;
    const std::size_t before = zones_.size();
    zones_.resize(std::max(wanted, std::min(wanted + zones_ahead, zones_.capacity())));
    parents_.resize(zones_.size());
    std::iota(parents_.begin() + static_cast<std::ptrdiff_t>(before), parents_.end(),
              static_cast<Label>(before));
  }

  /// Where zones are written before they are added; there must be room.
  [[nodiscard]] Zone* begin() noexcept { return zones_.data(); }
  [[nodiscard]] Label size() const noexcept { return size_; }
  void set_size(Label size) noexcept { size_ = size; }

  Zone& operator[](Label label) noexcept { return zones_[label]; }

  void unite(Label a, Label b) {
    const Label ra = root(a);
    const Label rb = root(b);
    parents_[std::max(ra, rb)] = std::min(ra, rb);
  }

  /// Takes over the zones of another set; its labels grow by the number returned.
  Label append(const ZoneSets& other) {
    reserve(other.size_);
    const Label shift = size_;
    for (Label i = 0; i < other.size_; ++i) {
      parents_[shift + i] = other.parents_[i] + shift;
      zones_[shift + i] = other.zones_[i];
    }
    size_ += other.size_;
    return shift;
  }

  /// One zone for each group.
  std::vector<Zone> combined() && {
    std::size_t kept = 0;
    std::vector<Label>& places = parents_;  // a root comes before its members
    for (Label i = 0; i < size_; ++i) {
      const bool is_root = parents_[i] == i;
      const Label place = is_root ? static_cast<Label>(kept) : places[parents_[i]];
      if (is_root) {
        zones_[kept++] = zones_[i];
      } else {
        zones_[place].voxels += zones_[i].voxels;
        zones_[place].distance = std::min(zones_[place].distance, zones_[i].distance);
      }
      places[i] = place;
    }
    zones_.resize(kept);
    return std::move(zones_);
  }

 private:
  Label root(Label i) {
    while (parents_[i] != i) {
      parents_[i] = parents_[parents_[i]];
      i = parents_[i];
    }
    return i;
  }

  std::vector<Label> parents_;
  std::vector<Zone> zones_;
  Label size_ = 0;
};

std::int64_t voxels_in(std::span<const LevelSpan> spans) {
  std::int64_t voxels = 0;
  for (const LevelSpan& span : spans) voxels += span.length;
  return voxels;
}

/// Where the distances of a row's voxels are; rows without distances read zeros.
class DistanceRows {
 public:
  DistanceRows(const Levels& levels, const Volume<std::uint16_t>& distances, const Index& padded)
      : levels_(levels),
        distances_(distances),
        padded_(padded),
        zeros_(distances.values().empty() ? static_cast<std::size_t>(padded[0]) : 0) {}

  [[nodiscard]] const std::uint16_t* at(std::int64_t offset) const {
    if (!zeros_.empty()) return zeros_.data();
    const std::int64_t row = offset / padded_[0];
    const Index& begin = levels_.box.begin;
    return &distances_.at(offset % padded_[0] - levels_.border + begin[0],
                          row % padded_[1] - levels_.border + begin[1],
                          row / padded_[1] - levels_.border + begin[2]);
  }

 private:
  const Levels& levels_;
  const Volume<std::uint16_t>& distances_;
  Index padded_;
  std::vector<std::uint16_t> zeros_;
};

/// The zones of some slices by themselves.
template <class T>
class Slab {
 public:
  Slab(const Volume<T>& padded, const Levels& levels, const DistanceRows& distances,
       std::int64_t z_begin, std::int64_t z_end, std::int64_t z_all_end, bool in_slice)
      : voxels_(padded.values().data()),
        spans_(levels.spans_of(z_begin, z_end)),
        top_(levels.spans_of(z_begin, z_begin + 1)),
        distances_(distances),
        in_slice_(in_slice),
        steps_(steps_in(padded.size())),
        labels_(padded.size(), 2),
        top_labels_(padded.size(), 1),
        // The first slab takes over the zones of all others.
        sets_(static_cast<std::size_t>(voxels_in(levels.spans_of(z_begin, z_all_end)) + batch) +
              1) {}

  void label() {
    std::int64_t slice = -1;
    for (const LevelSpan& span : spans_) {
      const std::int64_t z = labels_.slice_of(span.offset);
      if (z != slice) place_neighbours(span.offset, z);
      slice = z;
      label_span(span, z);
    }
    last_slice_ = slice;
  }

  /// Appends this slab's zones to `all`, united with those of the slab before. Call in order.
  void join(Slab* before, ZoneSets& all) {
    if (before == nullptr) {
      all = std::move(sets_);
      return;
    }
    shift_ = all.append(sets_);
    sets_ = ZoneSets(0);
    if (top_.empty()) return;
    const std::int64_t z = labels_.slice_of(top_.front().offset);
    if (before->last_slice_ != z - 1) return;
    for (const LevelSpan& span : top_) join_span(span, z, *before, all);
  }

 private:
  void place_neighbours(std::int64_t offset, std::int64_t z) {
    const Label* here = labels_.at(offset, z);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const bool before = preceding_neighbours[i][2] != 0;
      // Whole slices lie between the two rings' places, so the distance holds for the slice.
      places_[i + 1] = labels_.at(offset + steps_[i], before ? z - 1 : z) - here;
    }
  }

  void label_span(const LevelSpan& span, std::int64_t z) {
    const std::uint16_t* distances = distances_.at(span.offset);
    Label* labels = labels_.at(span.offset, z);
    for (std::int64_t done = 0; done < span.length; done += batch) {
      const std::int64_t count = std::min(batch, span.length - done);
      const T* voxels = voxels_ + span.offset + done;
      equal_neighbours(voxels, count, steps_, in_slice_ || labels_before_first(z), codes_.data());
      label_batch(voxels, distances + done, labels + done, count);
    }
    if (top_.empty() || span.offset > top_.back().offset) return;
    std::copy_n(labels, span.length, top_labels_.at(span.offset, z));
  }

  /// The slab's first slice looks at no slice before: that belongs to another slab.
  [[nodiscard]] bool labels_before_first(std::int64_t z) const {
    return !top_.empty() && z == labels_.slice_of(top_.front().offset);
  }

  // What voxels link to is as random as noise: nothing that depends on it is a branch, but for
  // voxels that link three groups or more.
  void label_batch(const T* voxels, const std::uint16_t* distances, Label* labels,
                   std::int64_t count) {
    sets_.reserve(static_cast<std::size_t>(count) + 1);
    const auto places = places_;
    Zone* const zones = sets_.begin();
    Label next = sets_.size();
    std::size_t pending = 0;
    for (std::int64_t k = 0; k < count; ++k) {
      if (voxels[k] == 0) continue;
      const auto linked = [&](unsigned link) { return labels[k + places[link & 15U]]; };
      const unsigned links = links_of_[codes_[static_cast<std::size_t>(k)]];
      labels[k] = next;  // link 0 is the voxel itself: what links to nothing is a new zone
      zones[next] = {voxels[k], std::numeric_limits<std::uint16_t>::max(), 0};
      const Label label = linked(links);
      next += links == 0 ? 1U : 0U;
      const Label second = linked(links >> 4U);
      pairs_[pending] = {label, second};
      pending += (links >> 4U & 15U) != 0 && second != label ? 1U : 0U;
      for (unsigned more = links >> 8U; more != 0; more >>= 4U) {
        pairs_[pending++] = {label, linked(more)};
      }
      labels[k] = label;
    }
    sets_.set_size(next);
    for (std::size_t i = 0; i < pending; ++i) sets_.unite(pairs_[i][0], pairs_[i][1]);
    count_batch(voxels, distances, labels, count);
  }

  // A loop of its own: labels wait for each other, counts need not.
  void count_batch(const T* voxels, const std::uint16_t* distances, const Label* labels,
                   std::int64_t count) {
    for (std::int64_t k = 0; k < count; ++k) {
      if (voxels[k] == 0) continue;
      Zone& zone = sets_[labels[k]];
      ++zone.voxels;
      zone.distance = std::min(zone.distance, distances[k]);
    }
  }

  void join_span(const LevelSpan& span, std::int64_t z, Slab& before, ZoneSets& all) {
    constexpr unsigned in_slice_before =
        (1U << (preceding_neighbours.size() - preceding_in_slice)) - 1;
    const Label* labels = top_labels_.at(span.offset, z);
    for (std::int64_t k = 0; k < span.length; ++k) {
      const std::int64_t offset = span.offset + k;
      if (voxels_[offset] == 0) continue;
      reference::equal_neighbours(voxels_ + offset, 1, steps_, false, codes_.data());
      unsigned links = links_of_[static_cast<std::uint16_t>(codes_[0] & in_slice_before)];
      for (; links != 0; links >>= 4U) {
        const std::int64_t other = offset + steps_[(links & 15U) - 1];
        all.unite(labels[k] + shift_, *before.labels_.at(other, z - 1) + before.shift_);
      }
    }
  }

  const ZoneLinks& links_of_ = zone_links();
  const T* voxels_;
  std::span<const LevelSpan> spans_;
  std::span<const LevelSpan> top_;  ///< of the first slice
  const DistanceRows& distances_;
  bool in_slice_;
  NeighbourSteps steps_;
  SliceRing<Label> labels_;
  SliceRing<Label> top_labels_;
  ZoneSets sets_;
  Label shift_ = 0;
  std::int64_t last_slice_ = -1;
  std::array<std::ptrdiff_t, preceding_neighbours.size() + 1> places_{};  ///< by link
  std::array<std::uint16_t, batch + 64> codes_{};
  std::array<std::array<Label, 2>, 3 * batch + 1> pairs_{};  ///< to be united
};

template <class T>
std::vector<Zone> find_zones(const Volume<T>& padded, const Levels& levels,
                             const Volume<std::uint16_t>& distances, std::int64_t z_begin,
                             std::int64_t z_end, const Parallel& parallel) {
  if (voxels_in(levels.spans_of(z_begin, z_end)) > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("zones of 2^32 voxels or more");
  }
  const DistanceRows rows(levels, distances, padded.size());
  const std::int64_t slices = z_end - z_begin;
  const std::int64_t count = std::min<std::int64_t>(slices, parallel.threads());
  std::vector<Slab<T>> slabs;
  slabs.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    slabs.emplace_back(padded, levels, rows, z_begin + slices * i / count,
                       z_begin + slices * (i + 1) / count, z_end, slices == 1);
  }
  parallel.for_each(slabs.size(), [&](std::size_t i) { slabs[i].label(); });
  ZoneSets all(0);
  for (std::size_t i = 0; i < slabs.size(); ++i) {
    slabs[i].join(i == 0 ? nullptr : &slabs[i - 1], all);
  }
  return std::move(all).combined();
}

std::uint64_t voxels_of(const std::vector<Zone>& zones) {
  std::uint64_t voxels = 0;
  for (const Zone& zone : zones) voxels += zone.voxels;
  return voxels;
}

}  // namespace

std::vector<Zone> zones_of(const Levels& levels, const Volume<std::uint16_t>& distances,
                           std::int64_t z_begin, std::int64_t z_end, const Parallel& parallel) {
  return std::visit(
      [&](const auto& padded) {
        return find_zones(padded, levels, distances, z_begin, z_end, parallel);
      },
      levels.padded);
}

LevelSizeMatrix size_zones(const std::vector<Zone>& zones, std::int64_t levels) {
  LevelSizeCounter counter(levels, zones.size());
  for (const Zone& zone : zones) counter.add(zone.level, zone.voxels);
  return counter.matrix(voxels_of(zones));
}

LevelSizeMatrix distance_zones(const std::vector<Zone>& zones, std::int64_t levels) {
  LevelSizeCounter counter(levels, zones.size());
  for (const Zone& zone : zones) counter.add(zone.level, zone.distance);
  return counter.matrix(voxels_of(zones));
}

}  // namespace voxtrait
