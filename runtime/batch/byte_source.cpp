// zlib in, bytes out: see the header.
#include "runtime/batch/byte_source.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/facts/utf8.hpp"

namespace precept::batch {
namespace {

constexpr std::size_t kWidest = 3;  // bytes that one byte of Windows-1252 may become

// What Windows-1252 has at 0x80 to 0x9F; where it has nothing, the control character of that number.
constexpr char16_t kMiddle[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

char* put(char* to, unsigned char byte) {
  return append_utf8(to, byte >= 0x80 && byte < 0xA0 ? kMiddle[byte - 0x80] : byte);
}

}  // namespace

ByteSource::~ByteSource() { close(); }

void ByteSource::close() {
  if (packed_ != nullptr) gzclose_r(static_cast<gzFile>(packed_));
  packed_ = nullptr;
}

bool ByteSource::open(const std::string& path, TextEncoding encoding, std::shared_ptr<std::atomic<std::int64_t>> counted,
                      std::string& error) {
  close();
  encoding_ = encoding;
  counted_ = std::move(counted);
  position_ = 0;
  errno = 0;
  packed_ = gzopen(path.c_str(), "rbe");
  if (packed_ == nullptr) {
    error = std::string("cannot be opened: ") + std::strerror(errno == 0 ? ENOMEM : errno);
    return false;
  }
  gzbuffer(static_cast<gzFile>(packed_), 1 << 18);
  ahead_.resize(4);
  const std::int64_t got = read_raw(ahead_.data(), ahead_.size(), error);
  if (got < 0) return false;
  ahead_.resize(static_cast<std::size_t>(got));
  const auto starts = [&](std::string_view mark) { return ahead_.starts_with(mark); };
  if (starts("\xEF\xBB\xBF")) ahead_.erase(0, 3), encoding_ = TextEncoding::utf8;
  if (starts("\xFF\xFE") || starts("\xFE\xFF")) {
    error = "is written in UTF-16; save it again as \"CSV UTF-8\"";
    return false;
  }
  if (starts("PK\x03\x04") || starts("\xD0\xCF\x11\xE0")) {
    error = "is a workbook and no text; save its sheet as \"CSV UTF-8\"";
    return false;
  }
  return true;
}

std::int64_t ByteSource::read_raw(char* into, std::size_t room, std::string& error) {
  const auto file = static_cast<gzFile>(packed_);
  const int got = gzread(file, into, static_cast<unsigned>(std::min<std::size_t>(room, 1 << 30)));
  int number = Z_OK;
  const char* message = gzerror(file, &number);
  // Bytes that were unpacked before the damage do not count: a table that is cut short must not pass for a whole one.
  if (got < 0 || (number != Z_OK && number != Z_STREAM_END)) {
    error = number == Z_ERRNO       ? std::string("cannot be read: ") + std::strerror(errno)
            : number == Z_BUF_ERROR ? "ends in the middle of what gzip packed"
                                    : std::string("is damaged: ") + message;
    return -1;
  }
  if (counted_ != nullptr) {
    const std::int64_t now = gzoffset(file);
    *counted_ += now - position_;
    position_ = now;
  }
  return got;
}

std::int64_t ByteSource::read(char* into, std::size_t room, std::string& error) {
  if (!ahead_.empty() && encoding_ == TextEncoding::utf8) {
    const std::size_t count = std::min(room, ahead_.size());
    std::memcpy(into, ahead_.data(), count);
    ahead_.erase(0, count);
    return static_cast<std::int64_t>(count);
  }
  if (encoding_ == TextEncoding::utf8) return read_raw(into, room, error);
  raw_.swap(ahead_);
  ahead_.clear();
  if (raw_.empty()) {
    raw_.resize(room / kWidest);
    const std::int64_t got = read_raw(raw_.data(), raw_.size(), error);
    if (got <= 0) return raw_.clear(), got;
    raw_.resize(static_cast<std::size_t>(got));
  }
  char* to = into;
  for (const char byte : raw_) to = put(to, static_cast<unsigned char>(byte));
  raw_.clear();
  return to - into;
}

}  // namespace precept::batch
