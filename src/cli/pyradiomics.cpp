#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "commands.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait::cli {

namespace {

constexpr const char* module_name = "voxtrait.compat.radiomics";

/// VOXTRAIT_PYTHON, else the Python beside this program, else the first on the PATH.
std::string python() {
  if (const char* chosen = std::getenv("VOXTRAIT_PYTHON")) return chosen;
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const std::filesystem::path beside = program.parent_path() / "python3";
  return std::filesystem::exists(beside, ignored) ? beside.string() : "python3";
}

}  // namespace

int run_pyradiomics(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{python(), "-m", module_name};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  execvp(argv.front(), argv.data());
  throw Error(ErrorCode::io_read,
              "cannot start " + words.front() +
                  "; install the Python package voxtrait, or name its Python in VOXTRAIT_PYTHON",
              "pyradiomics");
}

void add_pyradiomics(CLI::App& app) {
  // Listed here for its help; the program hands it over before it looks at any option.
  app.add_subcommand("pyradiomics",
                     "PyRadiomics' command line, with its options, batch files and exit codes. "
                     "Needs the Python package voxtrait.");
}

}  // namespace voxtrait::cli
