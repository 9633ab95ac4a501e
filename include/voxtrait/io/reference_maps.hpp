#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "voxtrait/io/reference_study.hpp"

namespace voxtrait {

/// One test of IBSI 2, phase 1: a filter, a phantom, and the response that is expected.
struct ReferenceMap {
  std::string id;       ///< e.g. `3.a.1`
  std::string phantom;  ///< e.g. `checkerboard`
  std::string filter;   ///< JSON
  std::filesystem::path image;
  std::filesystem::path response;
};

/// Response maps and the filters that make them, from ibsi/settings/response_maps.json below
/// `data`.
std::vector<ReferenceMap> reference_maps(const std::filesystem::path& data);

/// The largest difference from a reference map, as a part of the reference map's range.
double largest_deviation(const ReferenceMap& map, int threads, const std::stop_token& stop = {});

/// What a voxel may deviate at most, as a part of the reference map's range (IBSI 2).
inline constexpr double map_tolerance = 0.01;

/// All maps as values of a family `filters`, whose number is the largest deviation in per cent of
/// the range.
std::vector<VerifiedValue> verify_maps(const std::filesystem::path& data, int threads,
                                       const std::function<void(const std::string&)>& progress = {},
                                       const std::stop_token& stop = {});

}  // namespace voxtrait
