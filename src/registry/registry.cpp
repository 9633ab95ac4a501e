#include "voxtrait/registry/registry.hpp"

#include <algorithm>
#include <string>

#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"

namespace voxtrait {

namespace {

[[noreturn]] void reject(std::string_view family, const std::string& what) {
  throw Error(ErrorCode::registry_duplicate, what + " is registered already",
              "family " + std::string(family));
}

bool same_code(const FeatureInfo& a, const FeatureInfo& b) {
  return !a.code.empty() && a.code == b.code && a.parameter_code == b.parameter_code;
}

void require_new_features(const Registry& registry, const Family& family) {
  for (std::size_t i = 0; i < family.features.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (family.features[i].id == family.features[j].id) {
        reject(family.info.id, "feature " + std::string(family.features[i].id));
      }
      if (same_code(family.features[i], family.features[j])) {
        reject(family.info.id, "IBSI code " + std::string(family.features[i].code));
      }
    }
    for (const Family& other : registry.families()) {
      for (const FeatureInfo& feature : other.features) {
        if (same_code(feature, family.features[i])) {
          reject(family.info.id, "IBSI code " + std::string(feature.code));
        }
      }
    }
  }
}

}  // namespace

std::vector<AggregatedValues> all_failed(const Family& family, std::span<const Aggregation> wanted,
                                         const Failure& failure) {
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) {
    result.push_back(
        {aggregation, std::vector<Value>(family.features.size(), Value::none(failure))});
  }
  return result;
}

void Registry::add(Family family) {
  if (find(family.info.id) != nullptr) reject(family.info.id, "the family");
  require_new_features(*this, family);
  families_.push_back(std::move(family));
}

namespace {

[[noreturn]] void invalid(const std::string& what, const std::string& plugin) {
  throw Error(ErrorCode::plugin_invalid, what, "plugin " + plugin);
}

/// a-z, 0-9 and _, beginning with a letter.
bool is_word(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::ranges::all_of(text, fits);
}

/// vendor.name
bool is_plugin_id(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && is_word(text.substr(0, dot)) &&
         is_word(text.substr(dot + 1));
}

void require_word(std::string_view id, const std::string& what, const std::string& plugin) {
  if (is_word(id)) return;
  invalid("expected a " + what + " of lower-case letters, digits and _; found \"" +
              std::string(id) + "\"",
          plugin);
}

void require_well_formed(const FeatureInfo& feature, const std::string& plugin) {
  require_word(feature.id, "feature id", plugin);
  if (feature.doc.empty()) invalid("feature " + std::string(feature.id) + " has no doc", plugin);
  if (!feature.code.empty() && feature.code.size() != 4) {
    invalid("expected a code of four characters; found \"" + std::string(feature.code) + "\"",
            plugin);
  }
}

void require_well_formed(const SettingDeclaration& setting, const std::string& plugin) {
  require_word(setting.key, "setting", plugin);
  if (setting.doc.empty()) invalid("setting " + std::string(setting.key) + " has no doc", plugin);
  if (setting.type == SettingType::choice && setting.choices.empty()) {
    invalid("setting " + std::string(setting.key) + " has no choices", plugin);
  }
}

void require_well_formed(const std::vector<SettingDeclaration>& settings,
                         const std::string& plugin) {
  for (auto s = settings.begin(); s != settings.end(); ++s) {
    require_well_formed(*s, plugin);
    if (std::find_if(settings.begin(), s,
                     [s](const auto& earlier) { return earlier.key == s->key; }) != s) {
      invalid("setting " + std::string(s->key) + " is declared twice", plugin);
    }
  }
}

void require_id(std::string_view id, const std::string& what, const std::string& plugin) {
  if (is_plugin_id(id)) return;
  invalid("expected a " + what + " id of the form vendor." + what + ", in lower case; found \"" +
              std::string(id) + "\"",
          plugin);
}

void require_well_formed(const Family& family, const std::string& plugin) {
  const std::string id(family.info.id);
  require_id(id, "family", plugin);
  if (family.info.doc.empty()) invalid("family " + id + " has no doc", plugin);
  if (family.features.empty()) invalid("family " + id + " has no features", plugin);
  if (!family.compute) invalid("family " + id + " has nothing that computes it", plugin);
  for (const FeatureInfo& feature : family.features) require_well_formed(feature, plugin);
  require_well_formed(family.settings, plugin);
}

void require_well_formed(const Filter& filter, const std::string& plugin) {
  const std::string id(filter.info.id);
  require_id(id, "filter", plugin);
  if (filter.info.doc.empty()) invalid("filter " + id + " has no doc", plugin);
  if (!filter.needs || !filter.apply) invalid("filter " + id + " has nothing to apply", plugin);
  require_well_formed(filter.settings, plugin);
  for (const SettingDeclaration& setting : filter.settings) {
    if (setting.key == "type" || setting.key == "name") {
      invalid("filter " + id + ": every filter has a type and a name; call the setting " +
                  std::string(setting.key) + " something else",
              plugin);
    }
  }
}

}  // namespace

void Registry::add(PluginInfo plugin, std::vector<Family> families, std::vector<Filter> filters) {
  if (!is_plugin_id(plugin.id)) {
    invalid("expected an id of the form vendor.plugin, in lower case", "\"" + plugin.id + "\"");
  }
  if (std::ranges::find(plugins_, plugin.id, &PluginInfo::id) != plugins_.end()) {
    throw Error(ErrorCode::registry_duplicate, "the plugin is loaded already",
                "plugin " + plugin.id);
  }
  if (families.empty() && filters.empty()) invalid("it has no families or filters", plugin.id);
  Registry all = *this;
  for (Family& family : families) {
    require_well_formed(family, plugin.id);
    plugin.families.emplace_back(family.info.id);
    all.add(std::move(family));
  }
  for (Filter& filter : filters) {
    require_well_formed(filter, plugin.id);
    plugin.filters.emplace_back(filter.info.id);
    all.add(std::move(filter));
  }
  all.plugins_.push_back(std::move(plugin));
  *this = std::move(all);
}

void Registry::add(Filter filter) {
  if (find_filter(filter.info.id) != nullptr) {
    throw Error(ErrorCode::registry_duplicate, "the filter is registered already",
                "filter " + std::string(filter.info.id));
  }
  filters_.push_back(std::move(filter));
}

const Filter* Registry::find_filter(std::string_view id) const noexcept {
  for (const Filter& filter : filters_) {
    if (filter.info.id == id) return &filter;
  }
  return nullptr;
}

const Family* Registry::find(std::string_view family_id) const noexcept {
  for (const Family& family : families_) {
    if (family.info.id == family_id) return &family;
  }
  return nullptr;
}

std::vector<std::string_view> Registry::family_ids() const {
  std::vector<std::string_view> ids;
  for (const Family& family : families_) ids.push_back(family.info.id);
  return ids;
}

bool names_feature(std::string_view query, std::string_view family_id, const FeatureInfo& feature) {
  const std::string qualified = std::string(family_id) + "." + std::string(feature.id);
  return query == feature.id || query == qualified ||
         (!feature.code.empty() && query == feature.code);
}

bool excluded(const Settings& settings, std::string_view family_id, const FeatureInfo& feature) {
  return std::ranges::any_of(settings.exclude, [&](const std::string& query) {
    return names_feature(query, family_id, feature);
  });
}

std::vector<const Filter*> find_filters(const Registry& registry, std::string_view query) {
  std::vector<const Filter*> found;
  for (const Filter& filter : registry.filters()) {
    if (query.empty() || filter.info.id == query || filter.info.code == query) {
      found.push_back(&filter);
    }
  }
  return found;
}

std::string nearest_feature(const Registry& registry, const std::string& query) {
  std::vector<std::string> known;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      known.emplace_back(feature.id);
      known.emplace_back(feature.code);
    }
  }
  return nearest_name(query, known);
}

std::vector<FeatureLocation> features_of(const Registry& registry, Profile profile) {
  std::vector<FeatureLocation> all;
  for (const Family& family : registry.families()) {
    if (family.info.profile != profile) continue;
    for (const FeatureInfo& feature : family.features) all.push_back({&family, &feature});
  }
  return all;
}

std::vector<FeatureLocation> find_features(const Registry& registry, std::string_view query) {
  std::vector<FeatureLocation> found;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      if (names_feature(query, family.info.id, feature)) found.push_back({&family, &feature});
    }
  }
  return found;
}

std::vector<FeatureLocation> find_features(const Registry& registry, std::string_view query,
                                           std::optional<Profile> profile) {
  std::vector<FeatureLocation> found = find_features(registry, query);
  if (found.empty()) return found;
  const auto profile_of = [](const FeatureLocation& location) {
    return location.family->info.profile;
  };
  const Profile wanted =
      profile ? *profile : profile_of(*std::ranges::min_element(found, {}, profile_of));
  std::erase_if(found, [&](const FeatureLocation& one) { return profile_of(one) != wanted; });
  return found;
}

}  // namespace voxtrait
