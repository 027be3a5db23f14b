// Random Programs: see program_maker.hpp.
#include "tests/native/random_program.hpp"

#include "tests/native/program_maker.hpp"

namespace precept::testing {

Program random_program(std::uint64_t seed, int size, Lists lists) { return ProgramMaker(seed, size, lists).make(); }

}  // namespace precept::testing
