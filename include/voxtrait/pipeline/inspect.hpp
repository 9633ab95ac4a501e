#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// What the features of one label are computed from: the pre-processed ROI, its levels and, on
/// request, its matrices. Copies share it. In the profile `pyradiomics` the ROI has stored axes.
class Inspection {
 public:
  struct Content {
    Roi roi;
    Geometry geometry;  ///< of the ROI's block, in the patient
    Outcome<Levels> levels = Failure{};
    std::size_t levels_axis = 2;  ///< of the ROI, where levels have z; both change places
    std::vector<double> edges;  ///< of the bins, one more than there are levels; none without bins
  };
  Inspection(Extractor extractor, Content content);

  [[nodiscard]] const Content& content() const noexcept { return *content_; }

  /// The family of the profile with this id, or PyRadiomics' name of it; throws `config.invalid` if
  /// it has no matrices.
  [[nodiscard]] const Family& family(std::string_view family) const;

  /// The aggregations of a family, all that it has; the only one of the settings in the profile
  /// `pyradiomics`. Throws as `family` does.
  [[nodiscard]] std::vector<Aggregation> aggregations(std::string_view family) const;

  /// The matrices that a family's features of one aggregation are computed from; several where
  /// values are averaged. Slices count from the ROI's block. Throws `config.invalid` if there are
  /// none of that kind.
  [[nodiscard]] std::vector<TextureMatrix>
  matrices(std::string_view family, Aggregation aggregation, const Request& request = {}) const;

 private:
  std::shared_ptr<const Extractor> extractor_;
  std::shared_ptr<const Content> content_;
};

/// Pre-processes the first label of `request.labels`, or the only label of the mask, just as an
/// extraction does. The reason is told where there is no ROI to look at.
Outcome<Inspection> inspect(const Extractor& extractor, const ImageView& image,
                            const ImageView& mask, const Request& request = {});

}  // namespace voxtrait
