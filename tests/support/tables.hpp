#pragma once

#include <bit>
#include <stdexcept>
#include <string>
#include <string_view>

#include "voxtrait/pipeline/table.hpp"

namespace voxtrait::test {

/// The value of a feature for a label; throws where there is none.
inline const Value& value_of(const Table& table, std::int64_t label, std::string_view family,
                             std::string_view feature,
                             std::optional<Aggregation> aggregation = std::nullopt) {
  for (const Row& row : table.rows) {
    if (row.label == label && row.id.family == family && row.id.feature == feature &&
        (!aggregation || row.id.aggregation == *aggregation)) {
      return row.value;
    }
  }
  throw std::logic_error("the table has no " + std::string(family) + "." + std::string(feature));
}

/// Where two tables differ in what a row is or in the bits, status or reason of its value; empty
/// where they do not.
inline std::string first_difference(const Table& a, const Table& b) {
  if (a.rows.size() != b.rows.size()) return "number of rows";
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    const Row& x = a.rows[i];
    const Row& y = b.rows[i];
    const std::string what =
        x.id.family + "." + x.id.feature + "." + std::string(name(x.id.aggregation));
    if (!(x.id == y.id) || x.unit != y.unit || x.label != y.label) return "identity of " + what;
    if (x.value.status != y.value.status || x.value.reason != y.value.reason) {
      return "status of " + what + ": " + x.value.reason + " / " + y.value.reason;
    }
    if (std::bit_cast<std::uint64_t>(x.value.number) !=
        std::bit_cast<std::uint64_t>(y.value.number)) {
      return "value of " + what + ": " + shortest_decimal(x.value.number) + " / " +
             shortest_decimal(y.value.number);
    }
  }
  return {};
}

}  // namespace voxtrait::test
