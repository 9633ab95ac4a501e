#include "commands.hpp"

namespace voxtrait::cli {

void add_pyradiomics(CLI::App& app) {
  // Listed here for its help; the program hands it over before it looks at any option.
  app.add_subcommand("pyradiomics",
                     "PyRadiomics' command line, with its options, batch files and exit codes. "
                     "Needs the Python package voxtrait.");
}

}  // namespace voxtrait::cli
