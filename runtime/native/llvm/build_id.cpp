// The build id, from the notes of the loaded library: see the header.
#include "runtime/native/llvm/build_id.hpp"

#include <elf.h>
#include <link.h>

#include <cstring>

namespace precept::native {
namespace {

struct Search {
  std::uintptr_t inside;  // an address in the library that is looked for
  std::string found;
};

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

std::string build_id_in(const unsigned char* notes, std::size_t size) {
  const auto padded = [](std::size_t bytes) { return (bytes + 3) / 4 * 4; };
  for (std::size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
    ElfW(Nhdr) note;
    std::memcpy(&note, notes + at, sizeof(note));
    const std::size_t name = at + sizeof(note);
    const std::size_t content = name + padded(note.n_namesz);
    const std::size_t end = content + padded(note.n_descsz);
    if (end > size) break;
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(notes + name, "GNU", 4) == 0)
      return hex(notes + content, note.n_descsz);
    at = end;
  }
  return "";
}

int look_at(dl_phdr_info* library, std::size_t, void* context) {
  auto& search = *static_cast<Search*>(context);
  bool is_it = false;
  for (int i = 0; i < library->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = library->dlpi_phdr[i];
    const std::uintptr_t start = library->dlpi_addr + segment.p_vaddr;
    is_it = is_it || (segment.p_type == PT_LOAD && search.inside >= start && search.inside - start < segment.p_memsz);
  }
  if (!is_it) return 0;
  for (int i = 0; i < library->dlpi_phnum && search.found.empty(); ++i) {
    const ElfW(Phdr)& segment = library->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    search.found =
        build_id_in(reinterpret_cast<const unsigned char*>(library->dlpi_addr + segment.p_vaddr), segment.p_memsz);
  }
  return 1;
}

}  // namespace

std::string build_id() {
  static const char here = 0;
  Search search{reinterpret_cast<std::uintptr_t>(&here), ""};
  dl_iterate_phdr(look_at, &search);
  return search.found;
}

}  // namespace precept::native
