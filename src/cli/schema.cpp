#include "commands.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::cli {

namespace {

int print_schema(bool defaults, const Registry& registry) {
  print((defaults ? settings_to_json(Settings{}, registry, 2) : settings_schema(registry)) + "\n");
  return all_right;
}

}  // namespace

void add_schema(CLI::App& app, const Registry& registry, Action& action) {
  const auto defaults = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("schema", "Print the JSON schema of a settings file.");
  command->footer("Examples:\n  voxtrait schema > settings.schema.json\n"
                  "  voxtrait schema --defaults > settings.json");
  command->add_flag_function(
      "--json", [](std::int64_t) {}, "Print JSON, as always");
  command->add_flag("--defaults", *defaults, "Print a settings file with all defaults instead");
  command->callback([defaults, &registry, &action] {
    action = [defaults, &registry] { return print_schema(*defaults, registry); };
  });
}

}  // namespace voxtrait::cli
