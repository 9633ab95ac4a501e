#pragma once

#include <span>

#include <voxtrait/plugin.hpp>

namespace bodycomp {

std::span<const voxtrait_feature> declared_features();

/// Computes all of them.
void compute(const voxtrait::plugin::Inputs& inputs, std::span<double> values);

}  // namespace bodycomp
