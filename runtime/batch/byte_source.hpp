// The bytes of a file of text, plain or packed by gzip, as UTF-8 where that can be had: a byte order mark is passed over,
// and Windows-1252 is rewritten where the caller says so. Never here: lines, cells.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace precept::batch {

enum class TextEncoding : std::uint8_t { utf8, windows_1252 };

class ByteSource {
 public:
  ByteSource() = default;
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // False, and why in words that follow the file's name. `counted`, where there is one, gets the bytes of the file as they
  // are read, so that somebody can tell how far the reading is.
  bool open(const std::string& path, TextEncoding encoding, std::shared_ptr<std::atomic<std::int64_t>> counted,
            std::string& error);

  // Up to `room` bytes (at least 64 asked for); 0 at the end, below 0 where the file cannot be read on, and why.
  std::int64_t read(char* into, std::size_t room, std::string& error);

 private:
  std::int64_t read_raw(char* into, std::size_t room, std::string& error);
  void close();

  void* packed_ = nullptr;  // zlib's gzFile, which reads plain files too
  TextEncoding encoding_ = TextEncoding::utf8;
  std::string ahead_;  // read to look at the start
  std::string raw_;
  std::shared_ptr<std::atomic<std::int64_t>> counted_;
  std::int64_t position_ = 0;
};

}  // namespace precept::batch
