#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace voxtrait {

/// One value with everything that says what it is.
struct Row {
  std::string case_name;
  std::optional<std::int64_t> label;  ///< absent when the mask has no label at all
  FeatureId id;
  std::string unit;
  Value value;
};

/// The values of an extraction. The same settings give the same rows in the same order for every
/// ROI, whatever happened to it.
struct Table {
  std::vector<Row> rows;
  std::string provenance;             ///< JSON: version, settings and their hash, input hashes
  std::vector<std::string> warnings;  ///< in the user's words

  /// Whether a row has status `failed` or `empty_roi`.
  [[nodiscard]] bool has_failures() const noexcept;
};

/// How a table is written.
enum class TableFormat : std::uint8_t { long_csv, wide_csv, json, text };

/// Columns of the long format, in order.
std::vector<std::string> long_columns();

/// The cells of a row under `long_columns`.
std::vector<std::string> long_cells(const Row& row);

/// The whole table as text; numbers are the shortest decimals that round-trip.
std::string to_text(const Table& table, TableFormat format);

/// Shortest decimal that gives the same double when read back.
std::string shortest_decimal(double number);

}  // namespace voxtrait
