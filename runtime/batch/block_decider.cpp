// By service: columns, planes, keys, answers. See the header.
#include "runtime/batch/block_decider.hpp"

#include <algorithm>

#include "runtime/batch/generated_logic.hpp"
#include "runtime/batch/row_text.hpp"

namespace precept::batch {
namespace {

constexpr std::int64_t kRowsToGenerate = 100'000;         // of one service and thread: fewer do not repay loading LLVM
constexpr std::uint64_t kAnyRequest = ~std::uint64_t{0};  // more than any codes of amounts

bool bit_of(const std::uint64_t* words, std::size_t row) { return ((words[row / 64] >> (row % 64)) & 1) != 0; }

std::vector<bool> over_lists(const Deciding& with) {
  std::vector<bool> found;
  for (std::uint32_t i = 0; i < with.program.services.size(); ++i) found.push_back(with.keys.parts({i}).lists);
  return found;
}

}  // namespace

BlockDecider::BlockDecider(const Deciding& with, RowDecider& rows)
    : with_(with),
      rows_(rows),
      reader_(with.program, with.input, rows.binder(), over_lists(with)),
      services_(with.program.services.size()),
      known_(with.program.services.size()),
      seen_(with.program.services.size()),
      of_service_(with.program.services.size()),
      answers_(kBlockRows),
      unfit_(kBlockWords),
      hashes_(kBlockRows) {}

void BlockDecider::forget() {
  for (std::size_t i = 0; i < services_.size(); ++i)
    if (services_[i] != nullptr) known_[i].clear();
}

void BlockDecider::decide(const TableChunk& chunk, std::size_t begin, std::size_t count, std::int64_t number,
                          AnswerStore& answers) {
  reader_.read(chunk, begin, count);
  std::fill_n(answers_.begin(), count, nullptr);
  for (std::vector<std::uint32_t>& rows : of_service_) rows.clear();
  for (std::size_t row = 0; row < count; ++row)
    if (!reader_.is_alone(row)) of_service_[reader_.service(row)].push_back(static_cast<std::uint32_t>(row));
  for (std::uint32_t service = 0; service < of_service_.size(); ++service) {
    if (of_service_[service].empty()) continue;
    if (services_[service] == nullptr) {
      services_[service] = std::make_unique<ServiceWords>(with_.program, with_.keys, ServiceId{service}, reader_.facts());
      const ServiceWords& words = *services_[service];
      known_[service].start(words.output_words() + (words.told_apart().size() + 63) / 64 + (reader_.amounts().size() + 1) / 2);
    }
    if (!services_[service]->is_usable()) continue;
    chosen_ = &of_service_[service];
    decide_service(*services_[service], chunk, begin, number, answers);
  }
}

const native::FactColumns& BlockDecider::columns_of(const ServiceWords& words) {
  if (chosen_->size() == reader_.rows()) return reader_.facts();
  return gathered_.gather(reader_.facts(), words.facts(), *chosen_);
}

void BlockDecider::decide_service(ServiceWords& words, const TableChunk& chunk, std::size_t begin, std::int64_t number,
                                  AnswerStore& answers) {
  const std::uint32_t service = reader_.service(chosen_->front());
  std::int64_t& seen = seen_[service];
  seen += static_cast<std::int64_t>(chosen_->size());
  const bool many = with_.logic != nullptr && (with_.logic->is_waited_for() || seen > kRowsToGenerate);
  words.run(columns_of(words), scratch_, many ? with_.logic->of(service, words.plan()) : nullptr);
  mark_unfit(words);
  make_keys(words);
  const std::size_t rows = chosen_->size(), stride = keys_.size() / kBlockRows;
  KnownAnswers& known = known_[service];
  // A key is asked for without its last words first: many denials are the same whatever is requested.
  const std::size_t amounts = (reader_.amounts().size() + 1) / 2;
  for (std::size_t i = 0; i < rows; ++i) {
    std::uint64_t* key = keys_.data() + i * stride;
    std::copy_n(key + stride - amounts, amounts, requested_.data() + i * amounts);
    std::fill_n(key + stride - amounts, amounts, kAnyRequest);
    hashes_[i] = KnownAnswers::hash_of(key, stride);
    known.ask_for(hashes_[i]);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    if (bit_of(unfit_.data(), i)) continue;
    std::uint64_t* key = keys_.data() + i * stride;
    const std::size_t row = (*chosen_)[i];
    const Answer*& answer = answers_[row];
    answer = known.find(key, hashes_[i]);
    if (answer != nullptr) continue;
    std::copy_n(requested_.data() + i * amounts, amounts, key + stride - amounts);
    std::uint64_t hash = KnownAnswers::hash_of(key, stride);
    answer = known.find(key, hash);
    if (answer != nullptr) continue;
    const RowKey name = row_key(with_.input, chunk, begin + row);
    answer = rows_.decide(chunk, begin + row, number + static_cast<std::int64_t>(row), name, answers, missing_, errors_);
    errors_.clear();  // said again by who decides the row by itself
    if (answer == nullptr) continue;
    if (answer->for_any_request && amounts > 0) {
      std::fill_n(key + stride - amounts, amounts, kAnyRequest);
      hash = hashes_[i];
    }
    known.add(key, hash, answer);
  }
}

void BlockDecider::mark_unfit(const ServiceWords& words) {
  std::fill(unfit_.begin(), unfit_.end(), 0);
  words.mark_unfit(static_cast<std::int64_t>(chosen_->size()), unfit_);
  const auto mark = [&](std::size_t i) { unfit_[i / 64] |= std::uint64_t{1} << (i % 64); };
  for (const FactId fact : words.facts())
    if (const std::uint64_t* cut = reader_.cut(fact))
      for (std::size_t i = 0; i < chosen_->size(); ++i)
        if (bit_of(cut, (*chosen_)[i])) mark(i);
  for (const FactId fact : words.together())
    for (std::size_t i = 0; i < chosen_->size(); ++i)
      if (!reader_.is_documented(fact, (*chosen_)[i])) mark(i);
}

// What the outputs come to, which facts are documented where that counts, and what is requested.
void BlockDecider::make_keys(ServiceWords& words) {
  const std::size_t rows = chosen_->size();
  const std::size_t flags = (words.told_apart().size() + 63) / 64;
  const std::size_t stride = words.output_words() + flags + (reader_.amounts().size() + 1) / 2;
  keys_.resize(stride * kBlockRows);
  requested_.resize((reader_.amounts().size() + 1) / 2 * kBlockRows);
  words.write_keys(static_cast<std::int64_t>(rows), stride, keys_.data());
  for (std::size_t i = 0; i < rows; ++i) {
    std::uint64_t* key = keys_.data() + i * stride + words.output_words();
    const std::size_t row = (*chosen_)[i];
    std::fill(key, key + (stride - words.output_words()), 0);
    for (std::size_t fact = 0; fact < words.told_apart().size(); ++fact)
      key[fact / 64] |= static_cast<std::uint64_t>(reader_.is_documented(words.told_apart()[fact], row) ? 1 : 0) << (fact % 64);
    for (std::size_t amount = 0; amount < reader_.amounts().size(); ++amount)
      key[flags + amount / 2] |= static_cast<std::uint64_t>(reader_.amounts()[amount][row]) << (32 * (amount % 2));
  }
}

void BlockDecider::count_missing(std::size_t row, const Answer& answer, std::vector<std::int64_t>& missing) const {
  if (!answer.is_wanting) return;
  for (const FactId fact : answer.wanted)
    if (!reader_.is_documented(fact, row)) ++missing[fact.index];
}

}  // namespace precept::batch
