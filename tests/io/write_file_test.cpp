#include "voxtrait/io/write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <set>

#include "support/errors.hpp"
#include "support/files.hpp"

namespace {

namespace fs = std::filesystem;

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::test::bytes_of;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::TemporaryDirectory;

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.insert(entry.path().filename());
  }
  return names;
}

}  // namespace

TEST_CASE("a file is written as it is and nothing else is left") {
  const TemporaryDirectory directory;
  const std::string content("a,b\r\n\0\xff", 7);
  voxtrait::write_file(directory / "table.csv", content);
  CHECK(bytes_of(directory / "table.csv") == content);
  CHECK(voxtrait::read_text_file(directory / "table.csv") == content);
  voxtrait::write_file(directory / "table.csv", "");
  CHECK(bytes_of(directory / "table.csv").empty());
  CHECK(names_in(directory.path()) == std::set<std::string>{"table.csv"});
}

TEST_CASE("an output that cannot be written leaves nothing behind") {
  const TemporaryDirectory directory;
  const fs::path missing = directory / "missing/table.csv";
  const Error error = error_of([&] { voxtrait::write_file(missing, "x"); });
  CHECK(error.code() == ErrorCode::io_write);
  CHECK(contains(error.what(), "table.csv"));
  fs::create_directory(directory / "folder");
  CHECK(error_of([&] { voxtrait::write_file(directory / "folder", "x"); }).code() ==
        ErrorCode::io_write);
  voxtrait::test::write_bytes(directory / "file", "kept");
  CHECK(error_of([&] { voxtrait::write_file(directory / "file/table.csv", "x"); }).code() ==
        ErrorCode::io_write);
  CHECK(names_in(directory.path()) == std::set<std::string>{"folder", "file"});
  CHECK(bytes_of(directory / "file") == "kept");
  CHECK(names_in(directory / "folder").empty());
}

TEST_CASE("a directory that takes no files is an error also for root") {
  CHECK(error_of([] { voxtrait::write_file("/proc/self/table.csv", "x"); }).code() ==
        ErrorCode::io_write);
}

TEST_CASE("readers of a file that is replaced see the old content to its end") {
  const TemporaryDirectory directory;
  voxtrait::write_file(directory / "table.csv", "old content");
  std::ifstream reader(directory / "table.csv");
  voxtrait::write_file(directory / "table.csv", "new");
  std::string seen;
  std::getline(reader, seen);
  CHECK(seen == "old content");
  CHECK(bytes_of(directory / "table.csv") == "new");
}

TEST_CASE("a link stays a link and its target is replaced") {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "elsewhere");
  voxtrait::write_file(directory / "elsewhere/target.csv", "old");
  fs::create_symlink("elsewhere/target.csv", directory / "link.csv");
  voxtrait::write_file(directory / "link.csv", "new");
  CHECK(fs::is_symlink(directory / "link.csv"));
  CHECK(bytes_of(directory / "elsewhere/target.csv") == "new");
  CHECK(names_in(directory / "elsewhere") == std::set<std::string>{"target.csv"});
}

TEST_CASE("a pipe is written to and not replaced") {
  const TemporaryDirectory directory;
  const fs::path pipe = directory / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  voxtrait::write_file(pipe, "content");
  std::array<char, 64> buffer{};
  const ssize_t count = read(reader, buffer.data(), buffer.size());
  close(reader);
  CHECK(fs::is_fifo(pipe));
  REQUIRE(count == 7);
  CHECK(std::string(buffer.data(), 7) == "content");
}

TEST_CASE("a text file that cannot be read is an error") {
  const TemporaryDirectory directory;
  CHECK(error_of([&] { voxtrait::read_text_file(directory / "missing.json"); }).code() ==
        ErrorCode::io_read);
  CHECK(error_of([&] { voxtrait::read_text_file(directory.path()); }).code() == ErrorCode::io_read);
}
