#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include <voxtrait/plugin.hpp>

#include "tissues.hpp"

namespace bodycomp {

/// The plugin's settings, in the order in which they are declared.
std::span<const voxtrait_setting> declared_settings();

/// The settings of one call.
struct Options {
  using Labels = std::vector<std::int64_t>;

  explicit Options(const voxtrait::plugin::Inputs& inputs);

  Preset preset;
  std::array<Labels, tissue_count> regions;  ///< labels that a tissue is looked for in
  Labels range;                              ///< labels whose slices are looked at
  std::optional<double> height;              ///< m
};

}  // namespace bodycomp
