#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "voxtrait/pipeline/plan.hpp"

namespace voxtrait {

/// Places of entries that run one after the other, as they share results; groups may run side by
/// side.
std::vector<std::vector<std::size_t>> groups_of(const std::vector<Plan::Entry>& entries);

/// What directional matrices are wanted for; families that merge everything want it in 3D.
std::vector<Aggregation> wanted_of(const std::vector<Plan::Entry>& entries,
                                   std::string_view result);

/// Whether several families look at the same directional matrices.
bool share_directions(const std::vector<Plan::Entry>& entries);

}  // namespace voxtrait
