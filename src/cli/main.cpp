#include "program.hpp"
#include "voxtrait/features/builtin.hpp"

int main(int argc, char** argv) {
  return voxtrait::cli::run_program({argv, argv + argc}, voxtrait::builtin_registry(),
                                    voxtrait::cli::Host::program);
}
