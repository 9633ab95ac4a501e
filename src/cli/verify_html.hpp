#pragma once

#include <filesystem>
#include <string>

#include "report_tables.hpp"

namespace voxtrait::cli {

/// The verification as one web page that needs nothing else: no network, no scripts, no files. The
/// same values give the same bytes.
std::string verification_page(Values values, const std::filesystem::path& data, int threads);

}  // namespace voxtrait::cli
