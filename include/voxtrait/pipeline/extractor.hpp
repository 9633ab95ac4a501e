#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/image.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/plan.hpp"
#include "voxtrait/pipeline/table.hpp"
#include "voxtrait/preprocess/prepare.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// Sees the ROI of each label after each stage; in the profile `pyradiomics` after the last one, in
/// stored axes. Labels may come at the same time, from different threads.
using RoiObserver = std::function<void(Stage, const Roi&)>;

/// What to do with one case, beside the settings that decide about values.
struct Request {
  std::string case_name = "1";
  std::vector<std::int64_t> labels;  ///< empty for all labels of the mask
  int threads = 0;                   ///< 0: VOXTRAIT_THREADS, else all processors
  std::uint64_t max_memory = 0;      ///< bytes for the whole process; 0 for no limit
  bool resample_mask = false;        ///< put a mask of another geometry onto the image's grid
  bool diagnostics = false;          ///< add rows on image and ROI after each stage
  bool hash_inputs = false;          ///< put SHA-256 hashes of pixels and geometry into provenance
  RoiObserver observe;               ///< for pictures and the like; may be empty
  std::stop_token stop;              ///< ends the extraction with Interrupted
};

/// Computes features with fixed settings; immutable, so one may serve many threads.
class Extractor {
 public:
  /// Throws `config.invalid` for settings that contradict each other.
  explicit Extractor(Settings settings = {}, Registry registry = builtin_registry());

  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  /// The settings as JSON, in one line.
  [[nodiscard]] const std::string& settings_json() const noexcept { return settings_json_; }
  [[nodiscard]] const Registry& registry() const noexcept { return *registry_; }
  [[nodiscard]] const Plan& plan() const noexcept { return plan_; }

  /// Features of each label. Image and mask are only read, and only during the call.
  ///
  /// Throws when the geometry is invalid or the mask does not fit, and Interrupted when it is asked
  /// to stop; whatever goes wrong with one label becomes the status of its rows.
  [[nodiscard]] Table extract(const ImageView& image, const ImageView& mask,
                              const Request& request = {}) const;

  /// The part of an image, a box in stored axes, that `extract` would read: it may be all that is
  /// loaded. The whole image where the mask does not fit, which `extract` says.
  [[nodiscard]] Box needed_part(const Geometry& image, const ImageView& mask,
                                const Request& request = {}) const;

 private:
  [[nodiscard]] bool looks_at_whole_image(const Request& request) const;

  Settings settings_;
  std::shared_ptr<const Registry> registry_;
  std::string settings_json_;
  Plan plan_;
};

/// Throws `geometry.mismatch` for a mask that settings do not let lie as it does.
void require_fitting_mask(const Geometry& image, const Geometry& mask, const Settings& settings);

/// Labels that are extracted when none is asked for; empty for all of the mask.
std::vector<std::int64_t> default_labels(const Settings& settings);

/// One image and mask with given settings.
Table extract(const ImageView& image, const ImageView& mask, const Settings& settings = {},
              const Request& request = {});

/// Version of the library, e.g. `0.1.0`.
std::string version();

}  // namespace voxtrait
