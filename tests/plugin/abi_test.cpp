#include <dlfcn.h>

#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "abi_layout.h"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/plugin.h"

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> present_layout() {
  char* text = nullptr;
  std::size_t size = 0;
  FILE* stream = open_memstream(&text, &size);
  write_abi_layout(stream);
  std::fclose(stream);
  const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
  return lines_of({text, size});
}

}  // namespace

TEST_CASE("nothing that plugins of version 1 rely on has moved or changed its meaning") {
  if (sizeof(void*) != 8) return;
  const std::vector<std::string> present = present_layout();
  const std::set<std::string> there(present.begin(), present.end());
  for (const std::string& line : lines_of(voxtrait::read_text_file(VOXTRAIT_ABI_RECORD))) {
    INFO("recorded in abi_1.txt: " << line);
    CHECK(there.contains(line));
  }
}

TEST_CASE("everything in the plugin interface is recorded") {
  if (sizeof(void*) != 8) return;
  const std::vector<std::string> recorded = lines_of(voxtrait::read_text_file(VOXTRAIT_ABI_RECORD));
  const std::set<std::string> known(recorded.begin(), recorded.end());
  for (const std::string& line : present_layout()) {
    INFO("to be appended to abi_1.txt, with a new minor version: " << line);
    CHECK(known.contains(line));
  }
}

TEST_CASE("a plugin exports the two functions of the interface") {
  void* library = dlopen(VOXTRAIT_BODYCOMP, RTLD_NOW | RTLD_LOCAL);
  REQUIRE(library != nullptr);
  CHECK(dlsym(library, "voxtrait_plugin_abi") != nullptr);
  CHECK(dlsym(library, "voxtrait_plugin_open") != nullptr);
  // It is built through the public interface alone: nothing of voxtrait is missing in it or shown.
  CHECK(dlsym(library, "_ZN9voxtrait7versionEv") == nullptr);
}
