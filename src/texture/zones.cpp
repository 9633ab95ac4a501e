#include "voxtrait/texture/zones.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace voxtrait {

namespace {

/// Consecutive voxels of one level in a row.
struct Run {
  std::int32_t begin;
  std::int32_t end;
  std::uint32_t level;
};

/// Sets of runs that belong together; the root of a set is its first run.
class DisjointSets {
 public:
  std::uint32_t add() {
    parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
    return parents_.back();
  }
  std::uint32_t root(std::uint32_t i) {
    while (parents_[i] != i) {
      parents_[i] = parents_[parents_[i]];
      i = parents_[i];
    }
    return i;
  }
  void unite(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t ra = root(a);
    const std::uint32_t rb = root(b);
    parents_[std::max(ra, rb)] = std::min(ra, rb);
  }

 private:
  std::vector<std::uint32_t> parents_;
};

/// The runs of all rows of some slices of a padded volume, row after row.
template <class T>
class RunTable {
 public:
  RunTable(const Volume<T>& padded, std::int64_t z_begin, std::int64_t z_end)
      : rows_(padded.size()[1]),
        z_begin_(z_begin),
        z_end_(z_end) {
    first_.push_back(0);
    for (std::int64_t z = z_begin; z < z_end; ++z) {
      for (std::int64_t y = 0; y < rows_; ++y) add_row(padded.row(y, z));
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return runs_.size(); }
  [[nodiscard]] const Run& run(std::size_t i) const noexcept { return runs_[i]; }

  /// Numbers of the runs of a row, [first, last); empty for rows that do not exist.
  [[nodiscard]] std::pair<std::size_t, std::size_t> row(std::int64_t y, std::int64_t z) const {
    if (y < 0 || y >= rows_ || z < z_begin_ || z >= z_end_) return {0, 0};
    const auto i = static_cast<std::size_t>((z - z_begin_) * rows_ + y);
    return {first_[i], first_[i + 1]};
  }

 private:
  void add_row(std::span<const T> row) {
    for (std::size_t x = 0; x < row.size();) {
      const T level = row[x];
      const std::size_t begin = x;
      while (x < row.size() && row[x] == level) ++x;
      if (level != 0) {
        runs_.push_back({static_cast<std::int32_t>(begin), static_cast<std::int32_t>(x), level});
      }
    }
    first_.push_back(runs_.size());
  }

  std::int64_t rows_;
  std::int64_t z_begin_;
  std::int64_t z_end_;
  std::vector<Run> runs_;
  std::vector<std::size_t> first_;
};

/// Unites runs of equal level in two rows that touch, also at a corner.
template <class T>
void unite_rows(const RunTable<T>& table, std::pair<std::size_t, std::size_t> a,
                std::pair<std::size_t, std::size_t> b, DisjointSets& sets) {
  std::size_t j = b.first;
  for (std::size_t i = a.first; i < a.second; ++i) {
    const Run& run = table.run(i);
    while (j < b.second && table.run(j).end < run.begin) ++j;
    for (std::size_t k = j; k < b.second && table.run(k).begin <= run.end; ++k) {
      if (table.run(k).level == run.level) {
        sets.unite(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(k));
      }
    }
  }
}

std::uint32_t nearest(std::span<const std::uint32_t> distances, const Run& run,
                      std::int64_t offset) {
  const auto begin = distances.begin() + (run.begin + offset);
  return *std::min_element(begin, begin + (run.end - run.begin));
}

template <class T>
std::vector<Zone> find_zones(const Volume<T>& padded, const Levels& levels,
                             const Volume<std::uint32_t>& distances, std::int64_t z_begin,
                             std::int64_t z_end) {
  const std::int64_t rows = padded.size()[1];
  const std::int64_t begin = z_begin + levels.border;
  const std::int64_t end = z_end + levels.border;
  const RunTable<T> table(padded, begin, end);
  DisjointSets sets;
  for (std::size_t i = 0; i < table.size(); ++i) sets.add();
  std::vector<Zone> by_root(table.size());
  for (std::int64_t z = begin; z < end; ++z) {
    for (std::int64_t y = 0; y < rows; ++y) {
      const auto here = table.row(y, z);
      if (here.first == here.second) continue;
      unite_rows(table, here, table.row(y - 1, z), sets);
      for (const std::int64_t dy : {-1, 0, 1}) {
        unite_rows(table, here, table.row(y + dy, z - 1), sets);
      }
    }
  }
  const bool with_distances = !distances.values().empty();
  for (std::int64_t z = begin; z < end; ++z) {
    for (std::int64_t y = 0; y < rows; ++y) {
      const auto [first, last] = table.row(y, z);
      for (std::size_t i = first; i < last; ++i) {
        const Run& run = table.run(i);
        Zone& zone = by_root[sets.root(static_cast<std::uint32_t>(i))];
        std::uint32_t distance = 0;
        if (with_distances) {
          const auto row = distances.row(y - levels.border + levels.box.begin[1],
                                         z - levels.border + levels.box.begin[2]);
          distance = nearest(row, run, levels.box.begin[0] - levels.border);
        }
        zone.distance = zone.voxels == 0 ? distance : std::min(zone.distance, distance);
        zone.level = run.level;
        zone.voxels += static_cast<std::uint64_t>(run.end - run.begin);
      }
    }
  }
  std::erase_if(by_root, [](const Zone& zone) { return zone.voxels == 0; });
  return by_root;
}

std::uint64_t voxels_of(const std::vector<Zone>& zones) {
  std::uint64_t voxels = 0;
  for (const Zone& zone : zones) voxels += zone.voxels;
  return voxels;
}

/// One pass of the distance transform: a voxel is one step further than its nearest neighbour that
/// came before. `direction` is 1 for the way forth and -1 for the way back.
void pass(const Volume<std::uint8_t>& mask, bool in_slices, std::int64_t direction,
          Volume<std::uint32_t>& distances) {
  const Index& n = mask.size();
  const auto at = [direction](std::int64_t i, std::int64_t size) {
    return direction > 0 ? i : size - 1 - i;
  };
  const auto before = [&](std::int64_t x, std::int64_t y, std::int64_t z) -> std::uint32_t {
    const bool exists = x >= 0 && y >= 0 && z >= 0 && x < n[0] && y < n[1] && z < n[2];
    return exists ? distances.at(x, y, z) : 0;
  };
  for (std::int64_t k = 0; k < n[2]; ++k) {
    for (std::int64_t j = 0; j < n[1]; ++j) {
      for (std::int64_t i = 0; i < n[0]; ++i) {
        const Index v{at(i, n[0]), at(j, n[1]), at(k, n[2])};
        if (mask.at(v[0], v[1], v[2]) == 0) continue;
        std::uint32_t nearest_before =
            std::min(before(v[0] - direction, v[1], v[2]), before(v[0], v[1] - direction, v[2]));
        if (!in_slices) {
          nearest_before = std::min(nearest_before, before(v[0], v[1], v[2] - direction));
        }
        std::uint32_t& distance = distances.at(v[0], v[1], v[2]);
        distance = std::min(distance, nearest_before + 1);
      }
    }
  }
}

}  // namespace

Volume<std::uint32_t> border_distances(const Volume<std::uint8_t>& mask, bool in_slices) {
  constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max() / 2;
  Volume<std::uint32_t> distances(mask.size());
  std::ranges::transform(mask.values(), distances.values().begin(),
                         [](std::uint8_t inside) { return inside != 0 ? far : 0; });
  pass(mask, in_slices, 1, distances);
  pass(mask, in_slices, -1, distances);
  return distances;
}

std::vector<Zone> zones_of(const Levels& levels, const Volume<std::uint32_t>& distances,
                           std::int64_t z_begin, std::int64_t z_end) {
  return std::visit(
      [&](const auto& padded) { return find_zones(padded, levels, distances, z_begin, z_end); },
      levels.padded);
}

LevelSizeMatrix size_zones(const std::vector<Zone>& zones, std::int64_t levels) {
  LevelSizeCounter counter(levels);
  for (const Zone& zone : zones) counter.add(zone.level, zone.voxels);
  return counter.matrix(voxels_of(zones));
}

LevelSizeMatrix distance_zones(const std::vector<Zone>& zones, std::int64_t levels) {
  LevelSizeCounter counter(levels);
  for (const Zone& zone : zones) counter.add(zone.level, zone.distance);
  return counter.matrix(voxels_of(zones));
}

}  // namespace voxtrait
