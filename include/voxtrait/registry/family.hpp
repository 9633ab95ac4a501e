#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/feature_info.hpp"
#include "voxtrait/registry/setting_declaration.hpp"
#include "voxtrait/registry/settings.hpp"
#include "voxtrait/registry/texture_matrix.hpp"

namespace voxtrait {

struct Context;

/// Which discretised levels a family works on; it decides the suffix of column names.
enum class Discretised : std::uint8_t { no, texture, intensity_volume };

struct FamilyInfo {
  std::string_view id;       ///< as in tables, e.g. `glcm`
  std::string_view code;     ///< IBSI code
  std::string_view name;     ///< IBSI's name
  std::string_view section;  ///< section of the IBSI manual
  std::string_view doc;      ///< one sentence
  Discretised discretised = Discretised::no;
  double margin_mm = 0.0;   ///< how far outside the ROI it reads image voxels
  std::string_view shares;  ///< names of results, with spaces between: families that share one
                            ///< wait for each other, so they run one after the other
  Profile profile = Profile::ibsi;
  bool of_shape = false;         ///< computed for the original image alone, not for filtered ones
  bool on_demand = false;        ///< computed only when it is named, not with all families
  std::string_view pyradiomics;  ///< feature class in PyRadiomics, for families of that profile
  bool scene = false;            ///< looks at the whole image and all labels
};

/// A value that is no feature, as its number may differ from case to case; for diagnostics.
struct Detail {
  std::string name;
  std::string unit;
  double number = 0.0;
};

/// The values of all features of a family for one aggregation, in the order of the features.
struct AggregatedValues {
  Aggregation aggregation = Aggregation::whole_roi;
  std::vector<Value> values;
  std::vector<Detail> details;
};

/// A group of features that are computed together; built-in families and plugins look alike.
///
/// `compute` gets the aggregations that are wanted, a subset of `aggregations`, and returns one
/// entry for each, in that order. It reports through Status and must not throw, but lets
/// Interrupted pass. It is called only when there are intensities and, if it works on them, levels.
struct Family {
  FamilyInfo info;
  std::vector<Aggregation> aggregations;
  std::vector<FeatureInfo> features;
  std::function<std::vector<AggregatedValues>(const Context&, std::span<const Aggregation>)>
      compute;

  /// The matrices that the features of an aggregation are computed from, for people to look at;
  /// empty for families without matrices.
  std::function<std::vector<TextureMatrix>(const Context&, Aggregation)> matrices;

  std::vector<SettingDeclaration> settings;  ///< of plugins; they stand under the family's id
  std::shared_ptr<const void> owner;         ///< of the texts, where they are not literals
};

/// The same failure for every feature and wanted aggregation of a family.
std::vector<AggregatedValues> all_failed(const Family& family, std::span<const Aggregation> wanted,
                                         const Failure& failure);

}  // namespace voxtrait
