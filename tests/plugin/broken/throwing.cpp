// A plugin that breaks the rule that no exception leaves it.
#include <array>
#include <stdexcept>

#include "voxtrait/plugin.hpp"

namespace {

namespace plugin = voxtrait::plugin;

std::int32_t compute(const voxtrait_inputs* /*inputs*/, double* /*values*/) {
  throw std::runtime_error("there is no coffee");
}

constexpr std::array features{plugin::feature("one", nullptr, nullptr, nullptr, "For tests.")};
constexpr std::array families{
    plugin::family("test.throwing", nullptr, "For tests.", 0, features, compute)};
constexpr voxtrait_plugin description =
    plugin::describe("test.throwing", "1", "For tests.", families);

}  // namespace

uint32_t voxtrait_plugin_abi() { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* /*host*/) { return &description; }
