#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace voxtrait {

/// How texture matrices, or the features of several matrices, become one value (IBSI 5QB6).
enum class Aggregation : std::uint8_t {
  average_2d,            ///< BTW3: each slice and direction by itself, values averaged
  slice_merged_2d,       ///< SUJT: directions merged in each slice, values averaged
  direction_merged_25d,  ///< JJUI: slices merged for each direction, values averaged
  merged_25d,            ///< ZW7Z: slices and in-plane directions merged
  average_3d,            ///< ITBB: each of 13 directions by itself, values averaged
  merged_3d,             ///< IAZD: all 13 directions merged
  slices_2d,             ///< 8QNN: direction-free matrices of slices, values averaged
  slices_25d,            ///< 62GR: direction-free matrices of slices, merged
  volume_3d,             ///< KOBO: one direction-free matrix of the volume
  whole_roi,             ///< DHQ4: no matrix; the ROI as a whole
};

struct AggregationInfo {
  Aggregation aggregation;
  std::string_view name;  ///< as in tables, e.g. `3D_merged`
  std::string_view code;  ///< IBSI code
  std::string_view doc;
};

inline constexpr std::array<AggregationInfo, 10> aggregation_infos{{
    {Aggregation::average_2d, "2D_average", "BTW3",
     "computed for each in-plane direction and slice, then averaged"},
    {Aggregation::slice_merged_2d, "2D_slice_merged", "SUJT",
     "directions merged in each slice, then averaged over slices"},
    {Aggregation::direction_merged_25d, "2.5D_direction_merged", "JJUI",
     "slices merged for each in-plane direction, then averaged over directions"},
    {Aggregation::merged_25d, "2.5D_merged", "ZW7Z", "all slices and in-plane directions merged"},
    {Aggregation::average_3d, "3D_average", "ITBB",
     "computed for each of the 13 directions, then averaged"},
    {Aggregation::merged_3d, "3D_merged", "IAZD", "all 13 directions merged"},
    {Aggregation::slices_2d, "2D", "8QNN", "computed for each slice, then averaged"},
    {Aggregation::slices_25d, "2.5D", "62GR", "matrices of all slices merged"},
    {Aggregation::volume_3d, "3D", "KOBO", "computed from one matrix of the volume"},
    {Aggregation::whole_roi, "3D", "DHQ4", "computed for the ROI as a whole"},
}};

constexpr const AggregationInfo& info(Aggregation aggregation) noexcept {
  return aggregation_infos[static_cast<std::size_t>(aggregation)];
}

constexpr std::string_view name(Aggregation aggregation) noexcept { return info(aggregation).name; }

}  // namespace voxtrait
