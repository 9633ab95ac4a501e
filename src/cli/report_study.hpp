#pragma once

#include <filesystem>
#include <string>

#include "report_region.hpp"
#include "report_tables.hpp"

namespace voxtrait::cli {

/// The report's section on the configuration of the values: what it is, its settings, a picture of
/// the region of interest, all values. `data` is where the study's files lie.
std::string study_section(Values values, const std::filesystem::path& data,
                          const Registry& registry, RegionPictures& pictures);

}  // namespace voxtrait::cli
