#pragma once

#include <span>
#include <string>
#include <vector>

#include "voxtrait/pipeline/table.hpp"

namespace voxtrait {

/// Consecutive rows of the same case and label.
std::vector<std::span<const Row>> rows_by_roi(const Table& table);

/// A table for people: a block for each ROI and family, a column for each aggregation.
std::string readable_text(const Table& table);

}  // namespace voxtrait
