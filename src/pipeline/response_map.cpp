#include "voxtrait/pipeline/response_map.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"

namespace voxtrait {

namespace {

/// Puts a part of a response of some size, in working axes, where the image has it stored.
void store(const Volume<double>& values, const Box& box, const Index& size, const Frame& frame,
           Volume<float>& result, const Parallel& parallel) {
  const Index stride{1, result.size()[0], result.size()[0] * result.size()[1]};
  Index step{};
  std::int64_t first = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t along = stride[frame.stored_axis[a]];
    step[a] = frame.flipped[a] ? -along : along;
    first += along * (frame.flipped[a] ? size[a] - 1 - box.begin[a] : box.begin[a]);
  }
  parallel.for_each(static_cast<std::size_t>(box.extent(2)), [&](std::size_t slice) {
    const auto z = static_cast<std::int64_t>(slice);
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      float* to = result.values().data() + first + y * step[1] + z * step[2];
      for (const double value : values.row(y, z)) {
        *to = static_cast<float>(value);
        to += step[0];
      }
    }
  });
}

std::int64_t voxels_of(const Box& box) { return box.extent(0) * box.extent(1) * box.extent(2); }

/// Slabs of so many slices.
std::vector<Box> slabs_of(const Index& grid, std::int64_t slices) {
  std::vector<Box> slabs;
  for (std::int64_t z = 0; z < grid[2]; z += slices) {
    slabs.push_back({{0, 0, z}, {grid[0], grid[1], std::min(z + slices, grid[2])}});
  }
  return slabs;
}

/// Parts of the response that are made one after the other, so that little memory is taken: slabs,
/// unless much of the image would be looked at again and again. A plugin gets all of it at once.
std::vector<Box> parts_of(const Filter& filter, const FilterValues& values, const Region& grid,
                          const Index& size) {
  for (std::int64_t slices = 32; slices < size[2] && !filter.owner; slices *= 2) {
    std::vector<Box> slabs = slabs_of(size, slices);
    std::int64_t seen = 0;
    for (const Box& slab : slabs) {
      seen += voxels_of(filter.needs(values, slab, grid.grid, grid.spacing));
    }
    if (2 * seen <= 3 * voxels_of({{0, 0, 0}, grid.grid})) return slabs;
  }
  return {{{0, 0, 0}, size}};
}

/// The geometry of a response that has one voxel for each step in working axes.
Geometry geometry_of(const Geometry& image, const Frame& frame, const Step& step) {
  Step stored = every_voxel;
  std::array<bool, 3> from_end{};
  for (std::size_t a = 0; a < 3; ++a) {
    stored[frame.stored_axis[a]] = step[a];
    from_end[frame.stored_axis[a]] = frame.flipped[a];
  }
  return decimated(image, stored, from_end);
}

}  // namespace

ResponseMap response_map(const ImageView& image, const FilterChoice& choice, SlicePlane plane,
                         const Registry& registry, const Parallel& parallel) {
  require_valid(image.geometry, "image");
  Settings settings;
  settings.slices.plane = plane;
  const Filter& filter = *registry.find_filter(choice.filter);
  const FilterValues& values = choice.values;
  const Step step = step_of(filter, values);
  const Region grid = prepared_grid(image.geometry, settings);
  const Index size = decimated(grid.grid, step);
  const Frame frame = frame_of(image.geometry, plane);
  ResponseMap map{{}, geometry_of(image.geometry, frame, step)};
  map.values = Volume<float>(map.geometry.size, Filling::dense);
  const std::vector<Box> parts = parts_of(filter, values, grid, size);
  for (const Box& part : parts) {
    const Box needed = parts.size() == 1 ? Box{{0, 0, 0}, grid.grid}
                                         : filter.needs(values, part, grid.grid, grid.spacing);
    const Region region = prepare_region(image, settings, needed, parallel);
    store(filter.apply(values, region, part, parallel), part, size, frame, map.values, parallel);
  }
  return map;
}

SlicePlane slice_plane_named(const std::string& name, const Registry& registry) {
  const nlohmann::json json{{"slices", {{"plane", name}}}};
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  return settings_from_json(json.dump(-1, ' ', false, replace), registry).slices.plane;
}

}  // namespace voxtrait
