#include "voxtrait/core/nearest_name.hpp"

#include <algorithm>
#include <numeric>

namespace voxtrait {

namespace {

/// Levenshtein distance; O(|a| |b|).
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  const auto nearest = std::ranges::min_element(
      candidates, {}, [name](const std::string& candidate) { return edits(name, candidate); });
  return nearest == candidates.end() ? std::string() : *nearest;
}

std::string nearest_hint(std::string_view name, const std::vector<std::string>& candidates) {
  return "found \"" + std::string(name) + "\"; did you mean \"" + nearest_name(name, candidates) +
         "\"?";
}

}  // namespace voxtrait
