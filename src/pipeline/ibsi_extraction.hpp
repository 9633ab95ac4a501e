#pragma once

#include <cstdint>

#include "label_rows.hpp"

namespace voxtrait {

/// The rows of a label in the profile `ibsi`; `left` is the memory that families may take.
void extract_ibsi(const CaseContext& context, const Target& target, std::uint64_t left,
                  LabelRows& rows);

/// A failure for every feature of every image variant.
void fail_ibsi(const CaseContext& context, const Failure& failure, LabelRows& rows);

}  // namespace voxtrait
