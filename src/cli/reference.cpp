#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/reference_pages.hpp"

namespace voxtrait::cli {

namespace {

bool is_current(const std::filesystem::path& file, const std::string& text) {
  try {
    return read_text_file(file) == text;
  } catch (const Error&) {
    return false;
  }
}

int write_pages(const std::string& directory, bool check, const Registry& registry) {
  int stale = 0;
  for (const ReferencePage& page : reference_pages(registry)) {
    const std::filesystem::path file = std::filesystem::path(directory) / page.file_name;
    if (!check) {
      write_file(file, page.text);
    } else if (!is_current(file, page.text)) {
      ++stale;
      std::fprintf(stderr, "voxtrait: %s is stale; run 'voxtrait reference %s'\n", file.c_str(),
                   directory.c_str());
    }
  }
  return stale == 0 ? all_right : some_failed;
}

}  // namespace

void add_reference(CLI::App& app, const Registry& registry, Action& action) {
  const auto directory = std::make_shared<std::string>();
  const auto check = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("reference", "Write the reference of features and settings (Markdown).");
  command->footer("Example:\n  voxtrait reference src/doc/reference");
  command->add_option("DIRECTORY", *directory, "Existing folder for the pages")->required();
  command->add_flag("--check", *check, "Write nothing; exit code 1 if a page there is stale");
  command->callback([=, &registry, &action] {
    action = [=, &registry] { return write_pages(*directory, *check, registry); };
  });
}

}  // namespace voxtrait::cli
