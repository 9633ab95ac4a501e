#include "report_study.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "html.hpp"
#include "verdict_counts.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string_view description(const std::string& configuration) {
  static const std::map<std::string, std::string_view, std::less<>> descriptions{
      {"phantom",
       "A small image of discrete intensities that are used as grey levels without any image "
       "processing. Texture features are computed by every 2D, 2.5D and 3D method."},
      {"A",
       "CT of a lung tumour, slice by slice (2D and 2.5D) on the original voxels. The region is "
       "re-segmented to &minus;500 to 400 HU; grey levels are bins of fixed size, 25 HU."},
      {"B",
       "CT of a lung tumour, slice by slice (2D and 2.5D) after bilinear interpolation to voxels "
       "of 2 &times; 2 mm in plane. The region is re-segmented to &minus;500 to 400 HU; grey "
       "levels are 32 bins."},
      {"C",
       "CT of a lung tumour as a volume (3D) after trilinear interpolation to voxels of 2 mm. The "
       "region is re-segmented to &minus;1000 to 400 HU; grey levels are bins of fixed size, 25 "
       "HU."},
      {"D",
       "CT of a lung tumour as a volume (3D) after trilinear interpolation to voxels of 2 mm. "
       "Intensities more than three standard deviations from the region's mean are removed; grey "
       "levels are 32 bins."},
      {"E",
       "CT of a lung tumour as a volume (3D) after tricubic spline interpolation to voxels of 2 "
       "mm. The region is re-segmented to &minus;1000 to 400 HU, and intensities more than three "
       "standard deviations from its mean are removed; grey levels are 32 bins."}};
  const auto found = descriptions.find(configuration);
  return found == descriptions.end() ? std::string_view() : found->second;
}

std::string setting_text(const Json& value, const std::string& unit) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() && !unit.empty()) return value.dump() + " " + unit;
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const Json& item : value) text += (text.empty() ? "" : ", ") + setting_text(item, unit);
  return text;
}

/// The unit that is shown; intensities have the image's.
std::string shown_unit(const SettingInfo& info) {
  return info.unit == "intensity" ? std::string() : info.unit;
}

/// The key with dots, which may wrap after its words.
std::string key_text(const std::string& pointer) {
  std::string html;
  for (const char c : pointer.substr(std::min<std::size_t>(1, pointer.size()))) {
    html += c == '/' ? "." : escaped(std::string(1, c));
    if (c == '/' || c == '_') html += "<wbr>";
  }
  return html;
}

/// Rows for all settings of a file, with units and, as tooltips, explanations.
std::string setting_rows(const Json& settings, const std::string& pointer,
                         const std::map<std::string, SettingInfo>& infos) {
  if (settings.is_object()) {
    std::string rows;
    for (const auto& [key, value] : settings.items()) {
      rows += setting_rows(value, pointer + "/" + key, infos);
    }
    return rows;
  }
  const auto found = infos.find(pointer);
  const SettingInfo info = found == infos.end() ? SettingInfo{} : found->second;
  return element("tr",
                 element("th scope=\"row\"" + attribute("title", info.doc), key_text(pointer)) +
                     element("td", escaped(setting_text(settings, shown_unit(info))))) +
         "\n";
}

std::string settings_table(const std::filesystem::path& file, const Registry& registry) {
  if (!std::filesystem::exists(file)) return element("p", "The settings file is not installed.");
  std::map<std::string, SettingInfo> infos;
  for (const SettingInfo& info : setting_infos(registry)) infos[info.pointer] = info;
  return element("table class=\"settings\"",
                 element("caption", "Settings (" +
                                        element("code", escaped(file.filename().string())) +
                                        "); all others have their defaults") +
                     element("tbody", setting_rows(Json::parse(read_text_file(file)), "", infos)));
}

std::string family_details(Values values, const Registry& registry) {
  const Counts counts = count_all(values);
  const bool missed = count(counts, Verdict::missed) > 0;
  const std::string& family = values.front().reference.family;
  const std::string summary =
      element("h3", escaped(family_title(family, registry))) + " " +
      element(missed ? "strong class=\"missed\"" : "span", verdict_text(counts));
  return element(missed ? "details open" : "details",
                 element("summary", summary) + "\n" + family_table(values)) +
         "\n";
}

/// What there is to say of the study beside its values.
std::string study_block(const std::string& configuration, const std::string& region,
                        const std::filesystem::path& data, const Registry& registry) {
  const std::filesystem::path settings = reference_study(data, configuration).settings;
  return element("div class=\"study\"", (region.empty() ? region : element("div", region)) + "\n" +
                                            element("div", settings_table(settings, registry))) +
         "\n";
}

std::string absence(std::size_t values) {
  return element("p class=\"absent\"", "Not run: the image is not installed, so none of the " +
                                           std::to_string(values) + " values was computed.");
}

}  // namespace

std::string study_section(Values values, const std::filesystem::path& data,
                          const Registry& registry, RegionPictures& pictures) {
  const std::string& configuration = values.front().reference.configuration;
  const Counts counts = count_all(values);
  const bool has_data = count(counts, Verdict::no_data) == 0;
  std::string html = element("h2", escaped(configuration_title(configuration))) + "\n" +
                     element("p", description(configuration)) + "\n";
  html +=
      has_data ? element("p class=\"result\"", verdict_text(counts) + ".") : absence(values.size());
  html += "\n" +
          study_block(configuration, has_data ? pictures.show(configuration) : "", data, registry);
  if (has_data) {
    for (const Values family : runs_by(values, &ReferenceValue::family)) {
      html += family_details(family, registry);
    }
  }
  return element("section class=\"study-section\"" + attribute("id", configuration), html) + "\n";
}

}  // namespace voxtrait::cli
