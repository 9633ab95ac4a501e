#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

#include "commands.hpp"
#include "plugins.hpp"
#include "program.hpp"
#include "python.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/simd.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait::cli {

namespace {

int exit_code_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::config_unknown_key:
    case ErrorCode::config_invalid:
    case ErrorCode::registry_duplicate:
    case ErrorCode::plugin_load:
    case ErrorCode::plugin_abi:
    case ErrorCode::plugin_invalid: return wrong_usage;
    case ErrorCode::io_read:
    case ErrorCode::io_unsupported:
    case ErrorCode::geometry_invalid:
    case ErrorCode::geometry_mismatch:
    case ErrorCode::mask_invalid:
    case ErrorCode::reference_missing: return unreadable_input;
    case ErrorCode::io_write: return unwritable_output;
    case ErrorCode::internal: break;
  }
  return some_failed;
}

int run(const Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    std::fprintf(stderr, "voxtrait: %s\n  [%s]\n", error.what(),
                 std::string(id(error.code())).c_str());
    return exit_code_of(error.code());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "voxtrait: not enough memory for this image\n");
    return some_failed;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "voxtrait: %s\n", error.what());
    return some_failed;
  }
}

constexpr const char* footer = R"(Example:
  voxtrait extract ct.nii.gz tumour.nii.gz --settings settings.json -o features.csv

Exit codes: 0 all right; 1 some case or value failed, the rest is written; 2 wrong usage or
settings; 3 input cannot be read or does not fit; 4 output cannot be written; 130 interrupted.)";

std::string version_text() { return "voxtrait " + version() + " (" + active_simd_target() + ")"; }

/// Parses the command line and does what it says.
int parse_and_run(CLI::App& app, const Action& action, const std::vector<std::string>& words) {
  std::vector<const char*> argv;
  argv.reserve(words.size());
  for (const std::string& word : words) argv.push_back(word.c_str());
  // A limit that does not exist is wrong usage from the start, not the failure of some image.
  active_simd_target();
  try {
    app.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? all_right : wrong_usage;
  }
  return action();
}

int main_with(const Registry& registry, const std::vector<std::string>& words) {
  CLI::App app{"Radiomic features of medical images by the standard of the IBSI."};
  app.name("voxtrait");
  app.footer(footer);
  app.fallthrough();  // options of the program may stand after the command
  app.set_version_flag("--version", version_text);
  app.require_subcommand(1);
  add_plugin_option(app);
  Action action;
  add_extract(app, registry, action);
  add_explain(app, registry, action);
  add_filter(app, registry, action);
  add_list(app, registry, action);
  add_describe(app, registry, action);
  add_plan(app, registry, action);
  add_pyradiomics(app);
  add_reference(app, registry, action);
  add_schema(app, registry, action);
  add_verify(app, registry, action);
  return parse_and_run(app, action, words);
}

}  // namespace

void print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) != 0 || !written) {
    throw Error(ErrorCode::io_write, "cannot write to standard output");
  }
}

int run_program(const std::vector<std::string>& words, const Registry& known, Host host) {
  const std::vector<std::string> arguments(
      words.begin() + std::min<std::ptrdiff_t>(1, std::ssize(words)), words.end());
  if (!arguments.empty() && arguments.front() == "pyradiomics") {
    return run([&]() -> int {
      run_in_python("voxtrait.compat.radiomics", {arguments.begin() + 1, arguments.end()},
                    "pyradiomics");
    });
  }
  return run([&] { return main_with(registry_for(arguments, known, host), words); });
}

}  // namespace voxtrait::cli
