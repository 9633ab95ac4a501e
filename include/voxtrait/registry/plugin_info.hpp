#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "voxtrait/core/geometry.hpp"
#include "voxtrait/registry/aggregation.hpp"

namespace voxtrait {

/// A value of a plugin's feature that is known from elsewhere.
struct PluginReferenceValue {
  std::string family;
  std::string feature;
  Aggregation aggregation = Aggregation::whole_roi;
  std::int64_t label = 1;
  double value = 0.0;
  double tolerance = 0.0;  ///< absolute
};

/// An image with a mask, and values of its features.
struct PluginReferenceCase {
  std::string name;
  std::string settings;  ///< JSON
  Geometry geometry;
  std::vector<double> intensities;  ///< none: IBSI's digital phantom
  std::vector<std::int32_t> labels;
  std::vector<PluginReferenceValue> values;
};

/// What there is to know about a plugin whose families and filters are in a registry; provenance
/// records it.
struct PluginInfo {
  std::string id;  ///< vendor.plugin
  std::string version;
  std::string doc;
  std::string abi;     ///< that it was made for, such as `1.0`
  std::string origin;  ///< how it was found: `named`, `settings`, `path`, `entry point`, `process`
  std::string file;    ///< empty for plugins that are no file
  std::string sha256;  ///< of the file
  std::vector<std::string> families;
  std::vector<std::string> filters;
  std::vector<PluginReferenceCase> references;
};

}  // namespace voxtrait
