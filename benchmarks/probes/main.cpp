// Prints the limits of this machine as JSON.

#include <cstdio>
#include <initializer_list>

#include "probes/probes.hpp"

namespace {

using voxtrait::bench::measured_increment_limit;
using voxtrait::bench::measured_read_bandwidth;
using voxtrait::bench::Pattern;

void print_increments(const char* name, Pattern pattern) {
  std::printf("  \"increments_per_second_%s\": {", name);
  const char* separator = "";
  for (const int levels : {8, 16, 32, 64, 128, 255}) {
    std::printf("%s\"%d\": %.4g", separator, levels, measured_increment_limit(levels, pattern));
    separator = ", ";
  }
  std::printf("},\n");
}

}  // namespace

int main() {
  std::printf("{\n");
  print_increments("random", Pattern::random);
  print_increments("smooth", Pattern::smooth);
  std::printf("  \"bytes_per_second\": {\"L1\": %.4g, \"L2\": %.4g, \"memory\": %.4g}\n}\n",
              measured_read_bandwidth(std::size_t{16} << 10U),
              measured_read_bandwidth(std::size_t{256} << 10U),
              measured_read_bandwidth(std::size_t{256} << 20U));
  return 0;
}
