#include "voxtrait/pipeline/response_map.hpp"

#include <nlohmann/json.hpp>

#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"

namespace voxtrait {

namespace {

/// Values in working axes, in the order in which the image is stored.
Volume<float> as_stored(const Volume<double>& values, const Frame& frame, const Index& size) {
  Volume<float> result(size, Filling::dense);
  Index at{};
  for (at[2] = 0; at[2] < size[2]; ++at[2]) {
    for (at[1] = 0; at[1] < size[1]; ++at[1]) {
      for (at[0] = 0; at[0] < size[0]; ++at[0]) {
        Index w{};
        for (std::size_t a = 0; a < 3; ++a) {
          const std::int64_t i = at[frame.stored_axis[a]];
          w[a] = frame.flipped[a] ? values.size()[a] - 1 - i : i;
        }
        result.at(at[0], at[1], at[2]) = static_cast<float>(values.at(w[0], w[1], w[2]));
      }
    }
  }
  return result;
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
  const Step step = step_of(filter, choice.values);
  const Box whole{{0, 0, 0}, prepared_grid(image.geometry, settings).grid};
  const Region region = prepare_region(image, settings, whole, parallel);
  const Volume<double> response =
      filter.apply(choice.values, region, decimated(whole, step), parallel);
  const Frame frame = frame_of(image.geometry, plane);
  ResponseMap map{{}, geometry_of(image.geometry, frame, step)};
  map.values = as_stored(response, frame, map.geometry.size);
  return map;
}

SlicePlane slice_plane_named(const std::string& name, const Registry& registry) {
  const nlohmann::json json{{"slices", {{"plane", name}}}};
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  return settings_from_json(json.dump(-1, ' ', false, replace), registry).slices.plane;
}

}  // namespace voxtrait
