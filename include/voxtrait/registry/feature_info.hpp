#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>

#include "voxtrait/core/outcome.hpp"

namespace voxtrait {

/// Everything there is to say about a feature; documentation, columns and schemas derive from it.
///
/// The texts must live as long as the registry that holds them.
struct FeatureInfo {
  std::string_view id;              ///< snake_case of IBSI's name
  std::string_view code;            ///< IBSI code, four characters, or empty
  std::string_view parameter_code;  ///< IBSI code of a parameter that tells two features apart
  std::string_view name;            ///< IBSI's name
  std::string_view unit;            ///< `1`, `intensity`, `intensity2`, `mm`, ...
  std::string_view formula;         ///< LaTeX
  std::string_view doc;             ///< one sentence
  std::string_view undefined_when;  ///< what makes it undefined, or empty
  std::string_view remark;          ///< a choice that IBSI leaves open, or empty
  std::string_view pyradiomics;     ///< name in PyRadiomics, for families of that profile
  std::string_view formula_of;      ///< IBSI code whose formula a feature of that profile shares
  bool optional = false;            ///< computed only when optional features are asked for
};

/// One row of a family's table: what the feature is, and how it follows from the family's
/// statistics. A NaN says that the feature is undefined for them.
template <class Statistics>
struct FeatureRow {
  FeatureInfo info;
  double (*compute)(const Statistics&);
};

template <class Statistics, std::size_t N>
std::array<FeatureInfo, N> infos_of(const std::array<FeatureRow<Statistics>, N>& rows) {
  std::array<FeatureInfo, N> infos;
  for (std::size_t i = 0; i < N; ++i) infos[i] = rows[i].info;
  return infos;
}

/// The value of one row; NaN becomes `undefined` with the row's reason, never a number.
template <class Statistics>
Value evaluate(const FeatureRow<Statistics>& row, const Statistics& statistics) {
  const double number = row.compute(statistics);
  if (std::isfinite(number)) return Value::of(number);
  const std::string_view reason =
      row.info.undefined_when.empty() ? "the result is not finite" : row.info.undefined_when;
  return Value::none({Status::undefined, std::string(reason)});
}

/// Whether codes have four characters (or none) and ids and codes are unique; for static_assert.
template <class Statistics, std::size_t N>
constexpr bool well_formed(const std::array<FeatureRow<Statistics>, N>& rows) {
  for (std::size_t i = 0; i < N; ++i) {
    const FeatureInfo& a = rows[i].info;
    if (a.id.empty() || a.doc.empty() || a.formula.empty() || a.unit.empty()) return false;
    if (!a.code.empty() && a.code.size() != 4) return false;
    if (!a.parameter_code.empty() && a.parameter_code.size() != 4) return false;
    for (std::size_t j = 0; j < i; ++j) {
      const FeatureInfo& b = rows[j].info;
      const bool same_code =
          !a.code.empty() && a.code == b.code && a.parameter_code == b.parameter_code;
      if (a.id == b.id || same_code) return false;
    }
  }
  return true;
}

}  // namespace voxtrait
