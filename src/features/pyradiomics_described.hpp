#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "voxtrait/core/error.hpp"
#include "voxtrait/registry/family.hpp"

namespace voxtrait::pyradiomics {

/// The feature of a family that has an IBSI code; its texts are said once, there.
inline const FeatureInfo& of_code(const Family& family, std::string_view code) {
  for (const FeatureInfo& info : family.features) {
    if (info.code == code) return info;
  }
  throw Error(ErrorCode::internal, "no IBSI feature has the code " + std::string(code));
}

/// Fills in what a feature shares with the IBSI feature whose formula it has.
inline FeatureInfo completed(FeatureInfo info, const Family& ibsi) {
  if (info.formula_of.empty()) return info;
  const FeatureInfo& same = of_code(ibsi, info.formula_of);
  const auto fill = [](std::string_view& text, std::string_view other) {
    if (text.empty()) text = other;
  };
  fill(info.name, same.name);
  fill(info.unit, same.unit);
  fill(info.formula, same.formula);
  fill(info.doc, same.doc);
  return info;
}

/// The features of rows, with the texts of the IBSI family that they share formulas with.
template <class Statistics, std::size_t N>
std::vector<FeatureInfo> described(const std::array<FeatureRow<Statistics>, N>& rows,
                                   const Family& ibsi) {
  std::vector<FeatureInfo> infos;
  infos.reserve(N);
  for (const FeatureRow<Statistics>& row : rows) infos.push_back(completed(row.info, ibsi));
  return infos;
}

}  // namespace voxtrait::pyradiomics
