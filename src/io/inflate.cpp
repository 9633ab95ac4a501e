#include "inflate.hpp"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_bytes = 1U << 18U;

bool begins_as_gzip(std::ifstream& file) {
  const auto begin = file.tellg();
  const bool gzip = file.get() == 0x1f && file.get() == 0x8b;
  file.clear();
  file.seekg(begin);
  return gzip;
}

const char* meaning_of(int code) {
  switch (code) {
    case ISAL_INCORRECT_CHECKSUM: return "the checksum is wrong";
    case ISAL_INVALID_WRAPPER:
    case ISAL_UNSUPPORTED_METHOD: return "the compression's header is wrong";
    default: return "the compressed data are invalid";
  }
}

}  // namespace

struct InflatedFile::Inflater {
  explicit Inflater(std::uint32_t format) : input(buffer_bytes) {
    isal_inflate_init(&state);
    state.crc_flag = format;
  }

  [[nodiscard]] bool at_end() const { return state.block_state == ISAL_BLOCK_FINISH; }

  inflate_state state{};
  std::vector<std::uint8_t> input;
};

InflatedFile::InflatedFile(const fs::path& path, Stored stored, std::int64_t offset)
    : path_(path),
      file_(path, std::ios::binary) {
  file_.seekg(offset);
  if (!file_) throw Error(ErrorCode::io_read, "cannot read the file", path.string());
  if (stored == Stored::plain) return;
  const bool gzip = begins_as_gzip(file_);
  if (!gzip && stored == Stored::gzip_or_plain) return;
  inflater_ = std::make_unique<Inflater>(gzip ? ISAL_GZIP : ISAL_ZLIB);
}

InflatedFile::~InflatedFile() = default;

std::int64_t InflatedFile::read(std::byte* target, std::int64_t bytes) {
  return inflater_ == nullptr ? read_plain(target, bytes) : inflate(target, bytes);
}

std::int64_t InflatedFile::skip(std::int64_t bytes) {
  std::array<std::byte, 1U << 16U> ignored;
  std::int64_t done = 0;
  while (done < bytes) {
    const auto part = std::min<std::int64_t>(bytes - done, ignored.size());
    const std::int64_t count = read(ignored.data(), part);
    done += count;
    if (count < part) break;
  }
  return done;
}

bool InflatedFile::at_end() {
  std::byte excess{};
  return read(&excess, 1) == 0;
}

std::int64_t InflatedFile::read_plain(std::byte* target, std::int64_t bytes) {
  file_.read(reinterpret_cast<char*>(target), bytes);
  return file_.gcount();
}

std::int64_t InflatedFile::inflate(std::byte* target, std::int64_t bytes) {
  inflate_state& state = inflater_->state;
  std::int64_t done = 0;
  while (done < bytes) {
    if (inflater_->at_end() && !next_member()) break;
    if (state.avail_in == 0) refill();
    const auto room = static_cast<std::uint32_t>(
        std::min<std::int64_t>(bytes - done, std::numeric_limits<std::int32_t>::max()));
    state.next_out = reinterpret_cast<std::uint8_t*>(target + done);
    state.avail_out = room;
    const std::uint32_t before = state.avail_in;
    const int code = isal_inflate(&state);
    if (code < 0 || code == ISAL_NEED_DICT) damaged(meaning_of(code));
    const std::uint32_t written = room - state.avail_out;
    done += written;
    const bool stuck = written == 0 && state.avail_in == before && !inflater_->at_end();
    if (stuck && !refill()) damaged("it ends early");
  }
  return done;
}

/// Puts more of the file behind the input that is left; false at its end.
bool InflatedFile::refill() {
  inflate_state& state = inflater_->state;
  std::vector<std::uint8_t>& input = inflater_->input;
  std::copy_n(state.next_in, state.avail_in, input.data());
  const std::size_t room = input.size() - state.avail_in;
  file_.read(reinterpret_cast<char*>(input.data() + state.avail_in),
             static_cast<std::streamsize>(room));
  const auto count = static_cast<std::uint32_t>(file_.gcount());
  state.next_in = input.data();
  state.avail_in += count;
  return count > 0;
}

/// Goes on with the next member of gzip data; false if there is none. What follows the last one
/// is ignored, as gzip does.
bool InflatedFile::next_member() {
  inflate_state& state = inflater_->state;
  if (state.crc_flag != ISAL_GZIP) return false;
  while (state.avail_in < 2) {
    if (!refill()) return false;
  }
  if (state.next_in[0] != 0x1f || state.next_in[1] != 0x8b) return false;
  isal_inflate_reset(&state);
  state.crc_flag = ISAL_GZIP;
  return true;
}

void InflatedFile::damaged(const char* how) const {
  throw Error(ErrorCode::io_read,
              std::string("the file is damaged or incomplete (") + how +
                  "); copy or export it again",
              path_.string());
}

bool is_gzip(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return begins_as_gzip(file);
}

}  // namespace voxtrait
