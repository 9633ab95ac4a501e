#include "voxtrait/registry/feature_id.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <system_error>

namespace voxtrait {

namespace {

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// What stands between the variant and the discretisation, with a leading underscore.
std::string middle(const FeatureId& id, NamingScheme scheme) {
  const bool whole = id.aggregation == Aggregation::whole_roi;
  if (scheme == NamingScheme::native || id.ibsi_code.empty()) {
    return "_" + id.family + "_" + id.feature +
           (whole ? std::string() : "_" + lower_case(name(id.aggregation)));
  }
  const std::string parameter = id.parameter_code.empty() ? "" : "_" + id.parameter_code;
  return "_" + id.ibsi_code + parameter + "_" + std::string(info(id.aggregation).code);
}

/// A feature's identity as far as the registry knows it.
FeatureId registered(const Family& family, const FeatureInfo& feature, Aggregation aggregation) {
  return {"",
          std::string(family.info.id),
          std::string(feature.id),
          std::string(feature.code),
          std::string(feature.parameter_code),
          aggregation,
          "",
          pyradiomics_name(family.info, feature)};
}

/// Whether `column` is the variant and PyRadiomics' name.
bool matches_pyradiomics(std::string_view column, FeatureId& id) {
  const std::string ending = "_" + id.pyradiomics;
  if (id.pyradiomics.empty() || column.size() <= ending.size()) return false;
  if (!column.ends_with(ending)) return false;
  id.variant = column.substr(0, column.size() - ending.size());
  return true;
}

bool is_number(std::string_view text) {
  double number = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && rest == end && std::isfinite(number);
}

bool is_discretisation(std::string_view text) {
  if (text == "none") return true;
  return (text.starts_with("fbs") || text.starts_with("fbn")) && is_number(text.substr(3));
}

/// Splits `column` around `middle`; false when it is not there or the rest is no discretisation.
bool matches(std::string_view column, const std::string& middle, bool discretised, FeatureId& id) {
  const std::size_t at = column.find(middle);
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view rest = column.substr(at + middle.size());
  if (discretised != rest.starts_with('_')) return false;
  if (discretised && !is_discretisation(rest.substr(1))) return false;
  if (!discretised && !rest.empty()) return false;
  id.variant = column.substr(0, at);
  id.discretisation = discretised ? rest.substr(1) : std::string_view();
  return true;
}

}  // namespace

std::string pyradiomics_name(const FamilyInfo& family, const FeatureInfo& feature) {
  if (feature.pyradiomics.empty()) return {};
  return std::string(family.pyradiomics) + "_" + std::string(feature.pyradiomics);
}

std::string render(const FeatureId& id, NamingScheme scheme) {
  if (scheme == NamingScheme::pyradiomics && !id.pyradiomics.empty()) {
    return id.variant + "_" + id.pyradiomics;
  }
  const std::string suffix = id.discretisation.empty() ? "" : "_" + id.discretisation;
  return id.variant + middle(id, scheme) + suffix;
}

std::optional<FeatureId> parse(std::string_view column, NamingScheme scheme,
                               const Registry& registry) {
  for (const Family& family : registry.families()) {
    const bool discretised = family.info.discretised != Discretised::no;
    for (const FeatureInfo& feature : family.features) {
      for (const Aggregation aggregation : family.aggregations) {
        FeatureId id = registered(family, feature, aggregation);
        if (scheme == NamingScheme::pyradiomics && matches_pyradiomics(column, id)) return id;
        if (scheme == NamingScheme::pyradiomics && !id.pyradiomics.empty()) continue;
        if (matches(column, middle(id, scheme), discretised, id)) return id;
      }
    }
  }
  return std::nullopt;
}

}  // namespace voxtrait
