// The kernels by themselves: no memory is taken and no matrix made while they are timed.
#include "benchmarks.hpp"
#include "support/numbers.hpp"
#include "texture/kernels/border_steps.hpp"
#include "texture/kernels/equal_neighbours.hpp"
#include "texture/kernels/long_runs.hpp"
#include "texture/kernels/neighbourhoods.hpp"
#include "texture/kernels/pair_counts.hpp"

namespace voxtrait::bench {

namespace {

using Tables = std::vector<std::uint32_t>;

Task voxel_task(const Levels& levels) {
  Task task{.unit = "voxels", .items = static_cast<double>(levels.voxels), .limit_name = "reading"};
  const double bytes = levels.padded.index() == 0 ? 1.0 : 2.0;
  task.limit = voxels_by_reading(bytes, task.items);
  return task;
}

std::size_t cells_of(const Levels& levels) {
  return static_cast<std::size_t>((levels.count + 1) * (levels.count + 1));
}

void count_along_row(const Levels& levels, Tables& table) {
  PairTables tables{static_cast<std::uint32_t>(levels.count) + 1, {}};
  for (std::size_t t = 0; t < PairTables::most; ++t) {
    tables.tables[t] = table.data() + t * cells_of(levels) % table.size();
  }
  std::visit(
      [&](const auto& padded) { count_pairs(padded.values().data(), levels.spans, 1, tables); },
      levels.padded);
}

/// As many tables as fit the first-level cache, which the matrix does, too.
Tables tables_for(const Levels& levels) {
  const std::size_t cells = cells_of(levels);
  return Tables(cells <= 1536 ? 4 * cells : (cells <= 3072 ? 2 * cells : cells));
}

Tables folded(Tables tables, std::size_t cells) {
  for (std::size_t i = cells; i < tables.size(); ++i) tables[i % cells] += tables[i];
  tables.resize(cells);
  return tables;
}

Task pair_task(const Scene& scene, Content content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task{.unit = "pairs", .limit_name = "increments"};
  for (const LevelSpan& span : levels->spans) task.items += static_cast<double>(span.length);
  task.limit =
      measured_increment_limit(n, content == Content::random ? Pattern::random : Pattern::smooth);
  const auto count = [levels] {
    Tables tables = tables_for(*levels);
    count_along_row(*levels, tables);
    return folded(std::move(tables), cells_of(*levels));
  };
  set_work(task, count, [](const Tables& tables) { return tables; });
  const auto tables = std::make_shared<Tables>(tables_for(*levels));
  task.run = [levels, tables] { count_along_row(*levels, *tables); };
  return task;
}

Task long_run_task(const Scene& scene, int n, const Direction& direction) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task = voxel_task(*levels);
  const auto count = [levels, direction](LevelSizeCounter& counter) {
    std::visit(
        [&](const auto& padded) {
          count_long_runs(padded.values().data(), padded.size(), levels->spans, direction, 2,
                          counter);
        },
        levels->padded);
  };
  const auto matrix = [levels, count] {
    LevelSizeCounter counter(levels->count, levels->voxels);
    count(counter);
    return counter.matrix(levels->voxels);
  };
  set_work(task, matrix, [](const auto& m) { return numbers_of(m); });
  // Long runs are listed: a fresh counter for each time.
  task.run = [levels, count] {
    LevelSizeCounter counter(levels->count, levels->voxels);
    count(counter);
  };
  return task;
}

Task row_run_task(const Scene& scene, Content, int n) { return long_run_task(scene, n, {1, 0, 0}); }

Task diagonal_run_task(const Scene& scene, Content, int n) {
  return long_run_task(scene, n, {1, 1, 1});
}

NeighbourSteps steps_in(const Index& size) {
  NeighbourSteps steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [x, y, z] = preceding_neighbours[i];
    steps[i] = (z * size[1] + y) * size[0] + x;
  }
  return steps;
}

using Codes = std::vector<std::uint16_t>;

/// All codes in the order of the spans, or over and over in the same place.
void write_codes(const Levels& levels, Codes& codes, bool keep) {
  std::uint16_t* to = codes.data();
  std::visit(
      [&](const auto& padded) {
        const NeighbourSteps steps = steps_in(padded.size());
        for (const LevelSpan& span : levels.spans) {
          equal_neighbours(padded.values().data() + span.offset, span.length, steps, false, to);
          if (keep) to += span.length;
        }
      },
      levels.padded);
}

Task equal_neighbour_task(const Scene& scene, Content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task = voxel_task(*levels);
  std::size_t size = 0;
  for (const LevelSpan& span : levels->spans) size += static_cast<std::size_t>(span.length);
  const auto write = [levels, size] {
    Codes codes(size + 64);
    write_codes(*levels, codes, true);
    codes.resize(size);
    return codes;
  };
  set_work(task, write, [](const Codes& codes) { return codes; });
  const auto codes = std::make_shared<Codes>(size + 64);
  task.run = [levels, codes] { write_codes(*levels, *codes, false); };
  return task;
}

NeighbourhoodTables count_neighbours(const Levels& levels) {
  const Neighbourhood neighbourhood;
  NeighbourhoodTables tables = empty_tables(levels.histogram, neighbourhood);
  std::visit(
      [&](const auto& padded) {
        count_neighbourhoods(padded.values().data(), padded.size(), levels.spans, neighbourhood, 0,
                             tables);
      },
      levels.padded);
  return tables;
}

Task neighbourhood_task(const Scene& scene, Content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task = voxel_task(*levels);
  set_work(
      task, [levels] { return count_neighbours(*levels); },
      [](const auto& tables) {
        auto all = tables.differences;
        all.insert(all.end(), tables.voxels.begin(), tables.voxels.end());
        all.insert(all.end(), tables.dependences.begin(), tables.dependences.end());
        return all;
      });
  return task;
}

/// A task on one row of distances as long as the scene has voxels.
template <class Step>
Task distance_task(const Scene& scene, Step step) {
  const auto count = static_cast<std::int64_t>(scene.voxels());
  Task task{.unit = "voxels", .items = scene.voxels()};
  const Codes start(static_cast<std::size_t>(count), 9);
  const auto stepped = [step, start, count] {
    Codes row = start;
    step(row.data(), count);
    return row;
  };
  set_work(task, stepped, [](const Codes& row) { return row; });
  const auto row = std::make_shared<Codes>(start);
  task.run = [step, row, count] { step(row->data(), count); };
  return task;
}

Task ends_task(const Scene& scene, Content, int) {
  return distance_task(scene, distances_to_ends);  // writes only
}

Task limit_task(const Scene& scene, Content, int) {
  auto others = std::make_shared<Codes>(static_cast<std::size_t>(scene.voxels()) + 7);
  for (std::size_t i = 0; i < others->size(); ++i)
    (*others)[i] = static_cast<std::uint16_t>(i % 17);
  Task task = distance_task(scene, [others](std::uint16_t* row, std::int64_t count) {
    limit_by_neighbours(row, others->data(), others->data() + 7, count);
  });
  task.limit_name = "reading";
  task.limit = voxels_by_reading(4.0, scene.voxels());  // its own row and the others' one
  return task;
}

}  // namespace

std::vector<Benchmark> kernel_benchmarks() {
  return {{"kernel_count_pairs", pair_task},
          {"kernel_long_runs_along_rows", row_run_task},
          {"kernel_long_runs_diagonal", diagonal_run_task},
          {"kernel_equal_neighbours", equal_neighbour_task},
          {"kernel_neighbourhoods", neighbourhood_task},
          {"kernel_distances_to_ends", ends_task, false},
          {"kernel_limit_by_neighbours", limit_task, false}};
}

}  // namespace voxtrait::bench
