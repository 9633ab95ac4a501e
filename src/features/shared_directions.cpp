#include "shared_directions.hpp"

#include <utility>

namespace voxtrait {

SharedDirections::SharedDirections(std::vector<Aggregation> glcm, std::vector<Aggregation> glrlm)
    : glcm_(std::move(glcm)),
      glrlm_(std::move(glrlm)) {}

SharedDirections::~SharedDirections() = default;

const DirectionalMatrices<CoOccurrence>&
SharedDirections::co_occurrences(const Context& context) const {
  if (!co_occurrences_) {
    co_occurrences_ =
        std::make_unique<DirectionalMatrices<CoOccurrence>>(make_co_occurrences(context, glcm_));
  }
  return *co_occurrences_;
}

const DirectionalMatrices<LevelSizeMatrix>&
SharedDirections::run_lengths(const Context& context) const {
  if (!run_lengths_) {
    run_lengths_ =
        std::make_unique<DirectionalMatrices<LevelSizeMatrix>>(make_run_lengths(context, glrlm_));
  }
  return *run_lengths_;
}

}  // namespace voxtrait
