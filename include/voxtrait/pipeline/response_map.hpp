#pragma once

#include <string>

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// A response and where its voxels lie.
struct ResponseMap {
  Volume<float> values;
  Geometry geometry;
};

/// The response of a whole image to a filter, in the image's stored axes and on its grid; that of a
/// filter that decimates has the voxels of the image that it keeps, counted in the patient's axes.
///
/// Axes and slices of the filter are the patient's; `plane` says where slices lie. Throws
/// `geometry.invalid`, and std::runtime_error if the filter fails. Time and memory are the
/// filter's.
ResponseMap response_map(const ImageView& image, const FilterChoice& choice, SlicePlane plane,
                         const Registry& registry, const Parallel& parallel);

/// The plane that the setting `/slices/plane` calls so; throws `config.invalid`.
SlicePlane slice_plane_named(const std::string& name, const Registry& registry);

}  // namespace voxtrait
