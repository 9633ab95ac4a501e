#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "voxtrait/registry/family.hpp"
#include "voxtrait/registry/filter.hpp"
#include "voxtrait/registry/plugin_info.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// The families and filters that can be computed; a value, filled by one explicit list and then
/// only read.
class Registry {
 public:
  /// Adds a family; a family id, feature id or IBSI code that is there already throws
  /// `registry.duplicate`.
  void add(Family family);

  /// Adds the families and filters of a plugin, all or none; a plugin, family or filter whose id
  /// is not `vendor.name`, or a feature or setting whose id is no lower-case word, throws
  /// `plugin.invalid`.
  void add(PluginInfo plugin, std::vector<Family> families, std::vector<Filter> filters = {});

  /// Adds a filter; an id that is there already throws `registry.duplicate`.
  void add(Filter filter);

  [[nodiscard]] const std::vector<Family>& families() const noexcept { return families_; }

  /// Those that were added, in order.
  [[nodiscard]] const std::vector<PluginInfo>& plugins() const noexcept { return plugins_; }

  /// The family of that id, or null.
  [[nodiscard]] const Family* find(std::string_view family_id) const noexcept;

  [[nodiscard]] const std::vector<Filter>& filters() const noexcept { return filters_; }

  /// The filter of that id, or null.
  [[nodiscard]] const Filter* find_filter(std::string_view id) const noexcept;

  /// All ids of families, in order.
  [[nodiscard]] std::vector<std::string_view> family_ids() const;

 private:
  std::vector<Family> families_;
  std::vector<PluginInfo> plugins_;
  std::vector<Filter> filters_;
};

/// One place where a feature is declared.
struct FeatureLocation {
  const Family* family;
  const FeatureInfo* feature;
};

/// Whether `query` is the feature's id, `family.id` or IBSI code.
bool names_feature(std::string_view query, std::string_view family_id, const FeatureInfo& feature);

/// Whether the settings leave a feature out.
bool excluded(const Settings& settings, std::string_view family_id, const FeatureInfo& feature);

/// The features of all families of a profile, in order.
std::vector<FeatureLocation> features_of(const Registry& registry, Profile profile);

/// Filters whose id or IBSI code is `query`; all for an empty one.
std::vector<const Filter*> find_filters(const Registry& registry, std::string_view query);

/// The feature id or IBSI code nearest to `query`, for messages.
std::string nearest_feature(const Registry& registry, const std::string& query);

/// Features whose id, `family.id` or IBSI code is `query`; several families may share an id.
std::vector<FeatureLocation> find_features(const Registry& registry, std::string_view query);

/// Those of one profile among them; without one, those of the first profile that has any.
std::vector<FeatureLocation> find_features(const Registry& registry, std::string_view query,
                                           std::optional<Profile> profile);

}  // namespace voxtrait
