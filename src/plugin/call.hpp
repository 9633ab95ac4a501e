#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/plugin.h"
#include "voxtrait/registry/family.hpp"

/// One call of a plugin's compute or apply: what the host's functions read and write.
struct voxtrait_call {
  const voxtrait::Parallel* parallel = nullptr;
  const voxtrait::Scene* scene = nullptr;  ///< where the family asked for it
  std::shared_ptr<const void> volumes;     ///< owner of those that inputs point to
  std::optional<std::string> failure;
  std::vector<std::optional<voxtrait::Failure>> statuses;  ///< of features
  std::vector<voxtrait::Detail> details;
};
