#include "python.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "voxtrait/core/error.hpp"

namespace voxtrait::cli {

namespace {

/// VOXTRAIT_PYTHON, else the Python beside this program, else the first on the PATH.
std::string python() {
  if (const char* chosen = std::getenv("VOXTRAIT_PYTHON")) return chosen;
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const std::filesystem::path beside = program.parent_path() / "python3";
  return std::filesystem::exists(beside, ignored) ? beside.string() : "python3";
}

}  // namespace

void run_in_python(const std::string& module, const std::vector<std::string>& arguments,
                   const std::string& what) {
  std::vector<std::string> words{python(), "-m", module};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  execvp(argv.front(), argv.data());
  throw Error(ErrorCode::io_read,
              "cannot start " + words.front() +
                  "; install the Python package voxtrait, or name its Python in VOXTRAIT_PYTHON",
              what);
}

}  // namespace voxtrait::cli
