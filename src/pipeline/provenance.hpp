#pragma once

#include <string>

#include "voxtrait/core/image.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait {

/// What decided about the values, as JSON: version, settings and their hash and, if asked for,
/// hashes of pixels and geometry. No path, no name, no date.
std::string provenance_of(const Extractor& extractor, const ImageView& image, const ImageView& mask,
                          bool hash_inputs);

}  // namespace voxtrait
