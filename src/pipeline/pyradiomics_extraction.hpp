#pragma once

#include <cstdint>

#include "label_rows.hpp"

namespace voxtrait {

/// The rows of a label in the profile `pyradiomics`; `left` is the memory that families may take.
void extract_pyradiomics(const CaseContext& context, const Target& target, std::uint64_t left,
                         LabelRows& rows);

/// A failure for every feature of every image of the image types.
void fail_pyradiomics(const CaseContext& context, const Failure& failure, LabelRows& rows);

}  // namespace voxtrait
