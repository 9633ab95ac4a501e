#include "report_region.hpp"

#include <algorithm>
#include <cmath>

#include "html.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/reference_study.hpp"
#include "voxtrait/io/roi_picture.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/prepare.hpp"

namespace voxtrait::cli {

namespace {

/// What is drawn of a reference image.
struct View {
  IntensityWindow window;
  std::string_view unit;
  double margin_mm;      ///< around the ROI
  std::int64_t pixels;   ///< of the longer side of a slice
  std::int64_t display;  ///< of the same, as shown
};

constexpr View phantom_view{{0.0, 6.0}, "", 0.0, 320, 150};
constexpr View ct_view{{-1000.0, 400.0}, " HU", 20.0, 640, 360};

/// Images of so few slices are shown as a whole.
constexpr std::int64_t few_slices = 4;

std::string fact(std::string_view heading, const std::string& text) {
  return element("div", element("dt", heading) + element("dd", text)) + "\n";
}

std::string by(const std::string& x, const std::string& y, const std::string& z) {
  return x + " &times; " + y + " &times; " + z;
}

std::string grid_text(const Roi& roi) {
  const auto size = [&](std::size_t a) { return std::to_string(roi.grid[a]); };
  const auto spacing = [&](std::size_t a) { return shortest_decimal(roi.spacing[a]); };
  return by(size(0), size(1), size(2)) + " voxels of " + by(spacing(0), spacing(1), spacing(2)) +
         " mm";
}

std::string voxels_text(const Volume<std::uint8_t>& mask) {
  return std::to_string(std::ranges::count(mask.values(), std::uint8_t{1})) + " voxels";
}

/// Size and spacing of the grid, and what the two masks hold.
std::string facts(const Roi& roi) {
  return element("dl", fact("Grid", grid_text(roi)) +
                           fact("Morphological mask", voxels_text(roi.morphological_mask)) +
                           fact("Intensity mask", voxels_text(roi.intensity_mask)));
}

std::string picture_element(const RoiPicture& picture, const Roi& roi, const View& view) {
  const std::string slice =
      "Slice " + std::to_string(picture.slice + 1) + " of " + std::to_string(roi.grid[2]);
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
  const auto bound = [&view](double intensity) {
    return (intensity < 0.0 ? "&minus;" : "") + shortest_decimal(std::abs(intensity)) +
           std::string(view.unit);
  };
  const bool removed =
      !std::ranges::equal(roi.morphological_mask.values(), roi.intensity_mask.values());
  std::string text = all_slices ? "All slices" : "The slice with most voxels of the region";
  text += ", on the grid that features are computed on. Yellow line: region of interest. ";
  if (removed) text += "Blue hatching: voxels removed by re-segmentation. ";
  return element("figcaption", text + "Grey from " + bound(view.window.black) + " (black) to " +
                                   bound(view.window.white) + " (white).");
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
  return element("figure",
                 element("div class=\"pictures\"", pictures) + caption(roi, view, all_slices));
}

}  // namespace

void RegionPictures::read_images(const std::filesystem::path& image,
                                 const std::filesystem::path& mask) {
  if (image == image_path_) return;
  image_ = read_image(image);
  mask_ = read_image(mask);
  image_path_ = image;
}

std::string RegionPictures::show(const std::string& configuration) {
  const ReferenceStudy study = reference_study(data_, configuration);
  read_images(study.image, study.mask);
  const std::vector<LabelRegion> regions = find_labels(mask_);
  if (regions.empty()) return element("p", "The mask is empty.");
  const View& view = configuration == "phantom" ? phantom_view : ct_view;
  const Settings settings = settings_from_json(read_text_file(study.settings), registry_);
  const Outcome<Roi> roi =
      prepare(image_, mask_, regions.front(), settings, view.margin_mm, parallel_, {}, true);
  if (!roi.ok()) return element("p", escaped(roi.failure().reason));
  return figure(roi.value(), view) + "\n" + facts(roi.value());
}

}  // namespace voxtrait::cli
