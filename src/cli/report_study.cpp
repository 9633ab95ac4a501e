#include "report_study.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "html.hpp"
#include "verdict_counts.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/roi_picture.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/prepare.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

/// What is drawn of a reference image.
struct View {
  IntensityWindow window;
  std::string_view unit;
  double margin_mm;      ///< around the ROI
  std::int64_t pixels;   ///< of the longer side of a slice
  std::int64_t display;  ///< of the same, as shown
};

constexpr View phantom_view{{0.0, 9.0}, "", 0.0, 320, 130};
constexpr View ct_view{{-1000.0, 400.0}, " HU", 20.0, 640, 360};

/// Images of so few slices are shown as a whole.
constexpr std::int64_t few_slices = 4;

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

std::string fact(std::string_view heading, const std::string& text) {
  return element("div", element("dt", heading) + element("dd", text)) + "\n";
}

std::string by(const std::string& x, const std::string& y, const std::string& z) {
  return x + " &times; " + y + " &times; " + z;
}

std::string grid_text(const Roi& roi) {
  const auto size = [&](std::size_t a) { return std::to_string(roi.grid[a]); };
  const auto spacing = [&](std::size_t a) {
    Json number = roi.spacing[a];
    return shortest_decimal(number.get<double>());
  };
  return by(size(0), size(1), size(2)) + " voxels of " +
         by(spacing(0), spacing(1), spacing(2)) + " mm";
}

std::string voxels_text(const Roi& roi) {
  const auto voxels = [](const Volume<std::uint8_t>& mask) {
    return std::to_string(std::ranges::count(mask.values(), std::uint8_t{1}));
  };
  return voxels(roi.morphological_mask) + " voxels, " + voxels(roi.intensity_mask) +
         " of them after re-segmentation";
}

std::string picture_element(const RoiPicture& picture, const Roi& roi, const View& view) {
  const std::string slice = "Slice " + std::to_string(picture.slice + 1) + " of " +
                            std::to_string(roi.grid[2]);
  const std::int64_t longest = std::max(picture.width, picture.height);
  const std::int64_t width = picture.width * view.display / longest;
  const std::int64_t height = picture.height * view.display / longest;
  std::string html = "<img" + attribute("src", data_uri("image/png", picture.png)) +
                     attribute("width", std::to_string(width)) +
                     attribute("height", std::to_string(height)) +
                     attribute("alt", slice + " with the outline of the region of interest") + ">";
  std::string label = slice + ": " + std::to_string(picture.voxels) + " voxels";
  if (picture.removed > 0) label += ", " + std::to_string(picture.removed) + " removed";
  return element("div", html + element("p", label));
}

std::string caption(const Roi& roi, const View& view, bool all_slices) {
  const auto hu = [&](double bound) {
    const std::string text = shortest_decimal(std::abs(bound)) + std::string(view.unit);
    return bound < 0.0 ? "&minus;" + text : text;
  };
  const bool removed = !std::ranges::equal(roi.morphological_mask.values(),
                                           roi.intensity_mask.values());
  return element("figcaption",
                 std::string(all_slices ? "All slices" : "The slice with most voxels of the region") +
                     ", as the features see it: voxels as they are after interpolation, black " +
                     hu(view.window.black) + ", white " + hu(view.window.white) +
                     ". Yellow line: region of interest." +
                     (removed ? " Blue hatching: removed by re-segmentation." : ""));
}

std::string figure(const Roi& roi, const View& view) {
  const bool all_slices = roi.grid[2] <= few_slices;
  std::string pictures;
  const auto add = [&](std::int64_t slice) {
    pictures += picture_element(draw_slice(roi, slice, view.window, view.pixels), roi, view);
  };
  if (all_slices) {
    for (std::int64_t z = 0; z < roi.intensity.size()[2]; ++z) add(z);
  } else {
    add(largest_slice(roi));
  }
  return element("figure", element("div class=\"pictures\"", pictures) +
                               caption(roi, view, all_slices));
}

std::string setting_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const Json& item : value) text += (text.empty() ? "" : ", ") + setting_text(item);
  return text;
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
  const auto info = infos.find(pointer);
  const bool known = info != infos.end();
  std::string key = pointer.substr(std::min<std::size_t>(1, pointer.size()));
  std::ranges::replace(key, '/', '.');
  const std::string unit = known && !info->second.unit.empty() ? " " + info->second.unit : "";
  const std::string title = known ? attribute("title", info->second.doc) : "";
  return element("tr", element("th scope=\"row\"" + title, escaped(key)) +
                           element("td", escaped(setting_text(settings) + unit))) +
         "\n";
}

std::string settings_table(const std::filesystem::path& file, const Registry& registry) {
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

}  // namespace

void StudySections::read_images(const ReferenceStudy& study) {
  if (study.image == image_path_) return;
  image_ = read_image(study.image);
  mask_ = read_image(study.mask);
  image_path_ = study.image;
}

/// Facts and pictures of the region, or why there are none.
std::string StudySections::region(const std::string& configuration) {
  const ReferenceStudy study = reference_study(data_, configuration);
  const View& view = configuration == "phantom" ? phantom_view : ct_view;
  read_images(study);
  const std::vector<LabelRegion> regions = find_labels(mask_);
  if (regions.empty()) return element("p", "The mask is empty.");
  const Settings settings = settings_from_json(read_text_file(study.settings), registry_);
  const Outcome<Roi> roi =
      prepare(image_, mask_, regions.front(), settings, view.margin_mm, parallel_);
  if (!roi.ok()) return element("p", escaped(roi.failure().reason));
  return figure(roi.value(), view) +
         element("dl", fact("Grid", grid_text(roi.value())) +
                           fact("Region of interest", voxels_text(roi.value())));
}

std::string StudySections::section(Values values) {
  const std::string& configuration = values.front().reference.configuration;
  const Counts counts = count_all(values);
  std::string html = element("h2", escaped(configuration_title(configuration))) + "\n" +
                     element("p", description(configuration)) + "\n";
  const bool has_data = count(counts, Verdict::no_data) == 0;
  html += element(has_data ? "p class=\"result\"" : "p class=\"absent\"",
                  has_data ? verdict_text(counts)
                           : "Not run: the image is not installed, so that none of " +
                                 std::to_string(values.size()) + " values was computed.");
  const ReferenceStudy study = reference_study(data_, configuration);
  html += "\n" + element("div class=\"study\"",
                         (has_data ? element("div", region(configuration)) : std::string()) +
                             element("div", settings_table(study.settings, registry_)));
  html += "\n";
  if (has_data) {
    for (const Values family : runs_by(values, &ReferenceValue::family)) {
      html += family_details(family, registry_);
    }
  }
  return element("section" + attribute("id", configuration), html) + "\n";
}

}  // namespace voxtrait::cli
