// SHA-256 against the vectors of NIST (FIPS 180-2 appendix B, and the CAVP short-message set).
#include "runtime/program/sha256.hpp"

#include <gtest/gtest.h>

namespace precept {
namespace {

std::string hash_of(std::string_view bytes) {
  Sha256 sha256;
  sha256.add(bytes);
  return sha256.hex();
}

TEST(Sha256, NistVectors) {
  EXPECT_EQ(hash_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hash_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hash_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrs"
                    "tnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(hash_of("\xd3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  EXPECT_EQ(hash_of("\x11\xaf"), "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98");
}

TEST(Sha256, AMillionTimesA) {
  Sha256 sha256;
  const std::string thousand(1000, 'a');
  for (int times = 0; times < 1000; ++times) sha256.add(thousand);
  EXPECT_EQ(sha256.hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesAreAsTheWholeAtEveryLengthAroundABlock) {
  std::string text;
  for (int index = 0; index < 200; ++index) text += static_cast<char>(index * 37);
  for (std::size_t length = 0; length <= text.size(); ++length) {
    Sha256 pieces;
    for (std::size_t place = 0; place < length; place += 7)
      pieces.add(std::string_view(text).substr(place, std::min<std::size_t>(7, length - place)));
    ASSERT_EQ(pieces.hex(), hash_of(std::string_view(text).substr(0, length))) << length;
  }
}

TEST(Sha256, MoreMayBeAddedAfterADigest) {
  Sha256 sha256;
  sha256.add("a");
  sha256.hex();
  sha256.add("bc");
  EXPECT_EQ(sha256.hex(), hash_of("abc"));
}

}  // namespace
}  // namespace precept
