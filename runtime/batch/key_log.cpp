// Names are sorted into parts as they come; each part is looked through by itself at the end. See the header.
#include "runtime/batch/key_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/batch/cell_codes.hpp"
#include "runtime/batch/row_text.hpp"

namespace precept::batch {
namespace {

std::uint64_t hash(std::string_view text, std::uint64_t number, std::uint64_t seed, std::uint64_t factor) {
  std::uint64_t state = fold(seed ^ number, factor);
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, text.data() + at, 8);
    state = fold(state ^ piece, factor) + seed;
  }
  std::uint64_t rest = 0;
  if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
  return fold(state ^ rest, factor ^ (static_cast<std::uint64_t>(text.size()) << 1));
}

// Rows of one part, told apart by open addressing, at most half full.
void find_repeated(const std::vector<RowName>& names, std::vector<std::uint32_t>& places, std::vector<std::int64_t>& rows) {
  std::size_t size = 1024;
  while (size < names.size() * 2) size *= 2;
  places.assign(size, 0);
  std::vector<std::int64_t> first(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const RowName& name = names[i];
    first[i] = name.row;
    for (std::size_t at = static_cast<std::size_t>(name.low) & (size - 1);; at = (at + 1) & (size - 1)) {
      if (places[at] == 0) {
        places[at] = static_cast<std::uint32_t>(i + 1);
        break;
      }
      const std::size_t other = places[at] - 1;
      if (names[other].high != name.high || names[other].low != name.low) continue;
      rows.push_back(std::max(first[other], name.row));
      first[other] = std::min(first[other], name.row);
      break;
    }
  }
}

}  // namespace

RowName row_name(std::string_view case_id, std::int64_t request, std::int64_t row) {
  const auto number = static_cast<std::uint64_t>(request);
  return {hash(case_id, number, 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93),
          hash(case_id, number, 0xc2b2ae3d27d4eb4f, 0xa0761d6478bd642f), row};
}

std::vector<RowName> names_of(const InputPlan& plan, const TableChunk& chunk, std::size_t begin, std::size_t count,
                              std::int64_t number) {
  std::vector<RowName> names;
  std::string room;
  for (std::size_t i = 0; i < count; ++i) {
    if (chunk.is_left_out(begin + i)) continue;
    const RowKeyView key = row_key(plan, chunk, begin + i, room);
    if (!key.case_id.empty() && key.request != 0)
      names.push_back(row_name(key.case_id, key.request, number + static_cast<std::int64_t>(i)));
  }
  return names;
}

KeyLog::~KeyLog() {
  if (file_ >= 0) ::close(file_);
}

bool KeyLog::add(const std::vector<RowName>& names, std::string& error) {
  const std::lock_guard lock(adding_);
  for (const RowName& name : names) {
    Part& part = parts_[name.high >> 56];
    part.names.push_back(name);
    if (part.names.size() == kPartNames && !spill(part, error)) return false;
  }
  return true;
}

bool KeyLog::spill(Part& part, std::string& error) {
  const auto fail = [&] {
    error = fmt::format("{}: {}", spill_, std::strerror(errno));
    return false;
  };
  if (file_ < 0) {
    file_ = ::open(spill_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file_ < 0 || ::unlink(spill_.c_str()) != 0) return fail();
  }
  const auto* bytes = reinterpret_cast<const char*>(part.names.data());
  const std::size_t size = kPartNames * sizeof(RowName);
  for (std::size_t done = 0; done < size;) {
    const ssize_t written = ::pwrite(file_, bytes + done, size - done, end_ + static_cast<std::int64_t>(done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail();
    done += static_cast<std::size_t>(written);
  }
  part.blocks.push_back(end_);
  end_ += static_cast<std::int64_t>(size);
  part.names.clear();
  return true;
}

bool KeyLog::load(const Part& part, std::vector<RowName>& names, std::string& error) const {
  names.resize(part.blocks.size() * kPartNames);
  for (std::size_t block = 0; block < part.blocks.size(); ++block) {
    auto* bytes = reinterpret_cast<char*>(&names[block * kPartNames]);
    const std::size_t size = kPartNames * sizeof(RowName);
    for (std::size_t done = 0; done < size;) {
      const ssize_t read = ::pread(file_, bytes + done, size - done, part.blocks[block] + static_cast<std::int64_t>(done));
      if (read < 0 && errno == EINTR) continue;
      if (read <= 0) {
        error = fmt::format("{}: {}", spill_, read < 0 ? std::strerror(errno) : "it ends too early");
        return false;
      }
      done += static_cast<std::size_t>(read);
    }
  }
  names.insert(names.end(), part.names.begin(), part.names.end());
  return true;
}

bool KeyLog::repeated(std::vector<std::int64_t>& rows, std::string& error) {
  const std::lock_guard lock(adding_);
  std::vector<RowName> names;
  std::vector<std::uint32_t> places;
  for (const Part& part : parts_) {
    if (!load(part, names, error)) return false;
    find_repeated(names, places, rows);
  }
  std::sort(rows.begin(), rows.end());
  return true;
}

}  // namespace precept::batch
