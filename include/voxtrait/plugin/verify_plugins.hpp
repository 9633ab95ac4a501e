#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "voxtrait/io/reference_study.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// Computes every reference value that the plugins of a registry bring and judges it by its own
/// tolerance.
///
/// `data` is the folder with IBSI's digital phantom, for cases on it; without it they have no data.
/// `progress` is told each case before it runs. Throws what is wrong with the settings of a case.
std::vector<VerifiedValue>
verify_plugins(const Registry& registry, const std::filesystem::path& data, int threads,
               const std::function<void(const std::string&)>& progress = {});

}  // namespace voxtrait
