// One thread, one pass: see the header.
#include "runtime/batch/page/sample.hpp"

#include "runtime/batch/row_binder.hpp"
#include "runtime/interpret/interpret.hpp"

namespace precept::batch {
namespace {

class Sampler {
 public:
  explicit Sampler(const Deciding& with)
      : with_(with),
        binder_(with.program, with.input, with.reader),
        answers_(with.program, with.policy, with.columns),
        collector_(with.program, with.columns) {}

  void look_at(const TableChunk& chunk, std::size_t row) {
    const RowKey key = row_key(with_.input, chunk, row);
    if (chunk.problem_of(row) != nullptr || key.case_id.empty() || key.request == 0) return;
    if (binder_.bind(chunk, row)) return decided(binder_.request(), key);
    text_.clear();
    row_case(with_.input, chunk, row, text_);
    CasesRead read = with_.reader.read(text_);
    if (!read.errors.empty() || read.cases.size() != 1 || read.cases.front().requests.size() != 1) return;
    decided(read.cases.front().requests.front(), key);
  }

  std::vector<Nearness> take() const { return collector_.take(); }

 private:
  void decided(Request& request, const RowKey& key) {
    interpret_into(with_.program, request.facts, trace_);
    const bool keyed = with_.keys.make(request, trace_, key_);
    const Answer* answer = keyed ? answers_.find(key_) : nullptr;
    if (answer == nullptr) {
      const Determination determination = with_.decider.decide(with_.policy, key.case_id, request, with_.evaluate);
      if (determination.error) return;
      answer = answers_.keep(determination, request, keyed ? key_ : std::string());
      if (keyed) answers_.remember(key_, answer);
    }
    collector_.add(*answer, trace_);
  }

  const Deciding& with_;
  RowBinder binder_;
  AnswerStore answers_;
  NearnessCollector collector_;
  std::string text_, key_;
  Trace trace_;
};

}  // namespace

bool sample_nearness(TableEngine& tables, const TableSource& source, const Deciding& deciding, std::int64_t rows,
                     const std::atomic<bool>* stop, std::vector<Nearness>& nearness, SampleSize& sample,
                     std::string& error) {
  sample.step = std::max<std::int64_t>(1, (rows + kSampleMax - 1) / kSampleMax);
  std::vector<std::size_t> wanted;
  for (const ColumnUse& use : deciding.input.uses) wanted.push_back(use.column);
  const auto reader = tables.read(source, deciding.input.columns, wanted, error);
  if (!reader) return false;
  Sampler sampler(deciding);
  std::int64_t number = 0;
  while (const auto chunk = reader->next(error)) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) return error = "it was stopped by a signal", false;
    for (std::size_t row = 0; row < chunk->rows; ++row) {
      if (chunk->is_left_out(row) || number++ % sample.step != 0) continue;
      ++sample.rows;
      sampler.look_at(*chunk, row);
    }
  }
  if (!error.empty()) return false;
  nearness = sampler.take();
  return true;
}

}  // namespace precept::batch
