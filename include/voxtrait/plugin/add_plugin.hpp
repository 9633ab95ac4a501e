#pragma once

#include <memory>

#include "voxtrait/plugin.h"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// The functions that plugins may call.
const voxtrait_host& plugin_host() noexcept;

/// Adds the families and filters that a plugin's tables describe, all or none. Texts are copied;
/// functions, `self` and what `keep` holds are used for as long as the registry or a copy of it
/// lives.
///
/// `found` says where the plugin comes from; the rest of it follows from the tables. Throws
/// `plugin.invalid` and `registry.duplicate`.
void add_plugin(Registry& registry, const voxtrait_plugin& plugin, PluginInfo found,
                std::shared_ptr<const void> keep = nullptr);

/// Owner of the volumes that a call's inputs point to: who holds it may look at them afterwards.
std::shared_ptr<const void> keep_volumes(const voxtrait_call& call);

/// `1.0` for an ABI number.
std::string abi_text(std::uint32_t abi);

}  // namespace voxtrait
