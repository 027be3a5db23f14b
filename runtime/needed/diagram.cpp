// Depth first over the blocks, as far as a partial case is not settled; equal rests of the question are asked once.
#include "runtime/needed/diagram.hpp"

#include <algorithm>
#include <map>

#include "runtime/needed/question.hpp"

namespace precept::needing {
namespace {

class Growing {
 public:
  Growing(Slice& slice, const Blocks& blocks)
      : slice_(slice), blocks_(blocks), outlook_(slice.program, PolicyId{0}, ServiceId{0}), question_(slice, blocks),
        known_(blocks.all.size(), false) {}

  std::optional<Diagram> run() {
    diagram_.root = grow();
    if (work_ > kWorkMax) return std::nullopt;
    return std::move(diagram_);
  }

 private:
  Place grow() {
    if (work_ > kWorkMax) return end({});
    outlook_.look(slice_.request);
    work_ += outlook_.work();
    if (outlook_.settled()) return end(*outlook_.settled());
    Question::Rest rest = question_.rest(outlook_, known_);
    if (!rest.next) return end(outlook_.when_all_is_known(slice_.request));
    const auto asked = answers_.find(rest.key);
    if (asked != answers_.end()) return asked->second;
    const Place place = test(*rest.next);
    answers_.emplace(std::move(rest.key), place);
    return place;
  }

  Place test(std::size_t number) {
    const Block& block = blocks_.all[number];
    Diagram::Test test{number, {}};
    known_[number] = true;
    for (const std::size_t example : block.example_of) {
      for (std::size_t i = 0; i < block.open.size(); ++i)
        slice_.set(block.open[i], exact_value(slice_.open[block.open[i]].type, block.points[example][i]));
      test.next.push_back(grow());
    }
    for (const std::size_t open : block.open) slice_.set(open, std::nullopt);
    known_[number] = false;
    const bool no_difference =
        std::all_of(test.next.begin(), test.next.end(), [&](Place place) { return place == test.next.front(); });
    if (no_difference) return test.next.front();
    const auto [found, is_new] =
        tests_.try_emplace({number, test.next}, static_cast<Place>(diagram_.tests.size()));
    if (is_new) diagram_.tests.push_back(std::move(test));
    return found->second;
  }

  Place end(const Ended& ended) {
    const auto found = std::find(diagram_.ends.begin(), diagram_.ends.end(), ended);
    const auto number = static_cast<Place>(found - diagram_.ends.begin());
    if (found == diagram_.ends.end()) diagram_.ends.push_back(ended);
    return -1 - number;
  }

  Slice& slice_;
  const Blocks& blocks_;
  Outlook outlook_;
  const Question question_;
  std::vector<bool> known_;
  Diagram diagram_;
  std::map<std::vector<std::int64_t>, Place> answers_;
  std::map<std::pair<std::size_t, std::vector<Place>>, Place> tests_;
  std::size_t work_ = 0;
};

}  // namespace

std::optional<Diagram> diagram_of(Slice& slice, const Blocks& blocks) { return Growing(slice, blocks).run(); }

}  // namespace precept::needing
