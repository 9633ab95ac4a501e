#include "pyradiomics_extraction.hpp"

#include <functional>
#include <memory>
#include <utility>

#include "pyradiomics_diagnostics.hpp"
#include "pyradiomics_image_types.hpp"
#include "variant_features.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/filter/pyradiomics.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

namespace {

/// A chosen image type; null for the original image.
using ImageTypeBody =
    std::function<void(const PyradiomicsImageType*, const Settings& settings, const Plan& plan)>;

/// Calls `body` for each chosen image type with its settings. The original image comes first if it
/// is not chosen: its shape is computed in any case.
void for_each_image_type(const Extractor& extractor, const ImageTypeBody& body) {
  const Settings& settings = extractor.settings();
  std::vector<PyradiomicsImageTypeChoice> choices = settings.pyradiomics.image_types;
  if (!extractor.plan().original) choices.insert(choices.begin(), {"Original", {}});
  for (const PyradiomicsImageTypeChoice& choice : choices) {
    Settings own = settings;
    own.pyradiomics = settings_for(settings.pyradiomics, choice);
    body(find_pyradiomics_image_type(choice.type), own, make_plan(own, extractor.registry()));
  }
}

/// The features of one label's images, one after the other.
class ImageTypes {
 public:
  ImageTypes(const CaseContext& context, const PyradiomicsRoi& original, std::uint64_t left,
             LabelRows& rows)
      : context_(context),
        original_(original),
        left_(left),
        rows_(rows) {}

  void add(const PyradiomicsImageType* type, const Settings& settings, const Plan& plan) {
    if (type == nullptr) return add_image({"original", settings, plan}, original_);
    if (filtered_.roi.box.empty()) filtered_ = original_;
    filtered_.roi.intensity = {};
    const ImageTypeInput input{original_.source, original_.roi.box, original_.roi.intensity_mask,
                               settings.pyradiomics, context_.parallel};
    type->compute(input, [&](const std::string& name, Outcome<ImageTypeVariant> image) {
      context_.parallel.check();
      add_filtered({name, settings, plan}, std::move(image));
    });
  }

 private:
  void add_filtered(const Variant& variant, Outcome<ImageTypeVariant> image) {
    if (!image.ok()) return rows_.add_failed(variant, image.failure());
    filtered_.type = image.value().type;
    filtered_.roi.intensity = std::move(image.value().values);
    filtered_.roi.intensities =
        distribution_of(filtered_.roi.intensity, filtered_.roi.intensity_mask);
    add_image(variant, filtered_);
  }

  void add_image(const Variant& variant, const PyradiomicsRoi& image) {
    const auto discretised = [&](const Distribution& intensities) {
      return discretise_pyradiomics(image, intensities, variant.settings.pyradiomics,
                                    variant.plan.border);
    };
    add_features(context_, variant, image.roi, std::make_shared<Kept>(), left_, discretised, rows_);
  }

  const CaseContext& context_;
  const PyradiomicsRoi& original_;
  std::uint64_t left_;
  LabelRows& rows_;
  PyradiomicsRoi filtered_;
};

}  // namespace

void extract_pyradiomics(const CaseContext& context, const Target& target, std::uint64_t left,
                         LabelRows& rows) {
  const PyradiomicsSettings& settings = context.extractor.settings().pyradiomics;
  PyradiomicsDiagnostics diagnostics(context.image, context.mask, target);
  if (context.request.diagnostics) diagnostics.add_original(context.parallel);
  const Outcome<PyradiomicsRoi> roi =
      prepare_pyradiomics(context.image, context.mask, *target.region, settings, context.parallel,
                          [&](PyradiomicsStage stage, const PyradiomicsRegion& region) {
                            context.parallel.check();
                            if (context.request.diagnostics) diagnostics.add(stage, region);
                          });
  rows.add_diagnostics(diagnostics.take());
  rows.skip_stages();  // those of this profile are not all passed by every ROI
  if (!roi.ok()) return fail_pyradiomics(context, roi.failure(), rows);
  context.parallel.check();
  if (context.request.observe) context.request.observe(Stage::resegmented, roi.value().roi);
  ImageTypes types(context, roi.value(), left, rows);
  for_each_image_type(context.extractor, [&](const PyradiomicsImageType* type, const Settings& own,
                                             const Plan& plan) { types.add(type, own, plan); });
}

void fail_pyradiomics(const CaseContext& context, const Failure& failure, LabelRows& rows) {
  rows.add_missing_stages(failure);
  for_each_image_type(context.extractor, [&](const PyradiomicsImageType* type,
                                             const Settings& settings, const Plan& plan) {
    const auto names =
        type == nullptr ? std::vector<std::string>{"original"} : type->images(settings.pyradiomics);
    for (const std::string& name : names) rows.add_failed({name, settings, plan}, failure);
  });
}

}  // namespace voxtrait
