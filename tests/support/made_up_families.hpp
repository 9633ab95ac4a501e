#pragma once

#include <string_view>
#include <vector>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait::test {

inline FeatureInfo feature(std::string_view id, std::string_view code = {},
                           std::string_view parameter_code = {}) {
  FeatureInfo info;
  info.id = id;
  info.code = code;
  info.parameter_code = parameter_code;
  info.name = id;
  info.unit = "1";
  info.formula = "x";
  info.doc = "A feature for tests.";
  return info;
}

/// A family whose features are all 1.
inline Family family(std::string_view id, std::vector<FeatureInfo> features,
                     std::vector<Aggregation> aggregations = {Aggregation::whole_roi},
                     Discretised discretised = Discretised::no) {
  const std::size_t count = features.size();
  Family result{{.id = id, .name = id, .doc = "For tests.", .discretised = discretised},
                std::move(aggregations),
                std::move(features),
                {}};
  result.compute = [count](const Context&, std::span<const Aggregation> wanted) {
    std::vector<AggregatedValues> values;
    for (const Aggregation a : wanted) {
      values.push_back({a, std::vector<Value>(count, Value::of(1.0))});
    }
    return values;
  };
  return result;
}

}  // namespace voxtrait::test
