#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait::cli {

/// Exit codes that scripts rely on.
enum ExitCode : int {
  all_right = 0,
  some_failed = 1,
  wrong_usage = 2,
  unreadable_input = 3,
  unwritable_output = 4,
};

/// What the chosen subcommand does; returns an exit code.
using Action = std::function<int()>;

// Each adds one subcommand to the program and, when it is chosen, sets the action. The registry
// must outlive the action.
void add_extract(CLI::App& app, const Registry& registry, Action& action);
void add_explain(CLI::App& app, const Registry& registry, Action& action);
void add_filter(CLI::App& app, const Registry& registry, Action& action);
void add_list(CLI::App& app, const Registry& registry, Action& action);
void add_describe(CLI::App& app, const Registry& registry, Action& action);
void add_plan(CLI::App& app, const Registry& registry, Action& action);
void add_pyradiomics(CLI::App& app);
void add_reference(CLI::App& app, const Registry& registry, Action& action);
void add_schema(CLI::App& app, const Registry& registry, Action& action);
void add_verify(CLI::App& app, const Registry& registry, Action& action);

/// Writes results to standard output; throws `io.write` when it is closed or full.
void print(std::string_view text);

}  // namespace voxtrait::cli
