// Differences to a blank case, both ways: see the header.
#include "runtime/batch/open_request.hpp"

namespace precept::batch {
namespace {

Records without_documents(const Records& list) {
  Records kept;
  kept.documented = list.documented;
  kept.complete = list.complete;
  kept.count = list.count;
  kept.values = list.values;
  kept.recorded = list.recorded;
  kept.states = list.states;
  kept.evidence.resize(list.evidence.size());
  kept.field_evidence.resize(list.field_evidence.size());
  for (const Records& nested : list.nested) kept.nested.push_back(without_documents(nested));
  return kept;
}

void add(std::string& bytes, std::int64_t number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }
void add(std::string& bytes, Value value) {
  add(bytes, value.lo);
  add(bytes, value.hi);
}

void add(std::string& bytes, const Records& list) {
  add(bytes, std::int64_t{list.documented} * 2 + std::int64_t{list.complete});
  add(bytes, list.count);
  add(bytes, static_cast<std::int64_t>(list.values.size()));
  for (std::size_t i = 0; i < list.values.size(); ++i) {
    add(bytes, list.values[i]);
    add(bytes, list.recorded[i]);
    bytes += static_cast<char>(list.states[i]);
  }
  for (const Records& nested : list.nested) add(bytes, nested);
}

bool says_nothing(const Records& list) { return !list.documented && !list.complete && list.count == 0; }

}  // namespace

OpenRequest::OpenRequest(const CaseFacts& blank, const Request& request) {
  request_.service = request.service;
  request_.quantity = request.quantity;
  request_.over = request.over;
  request_.used = request.used;
  request_.administrator_guideline = request.administrator_guideline;
  const CaseFacts& facts = request.facts;
  for (std::uint32_t i = 0; i < facts.values.size(); ++i)
    if (facts.values[i] != blank.values[i] || facts.recorded[i] != blank.recorded[i] || facts.states[i] != blank.states[i])
      said_.push_back({{i}, facts.values[i], facts.recorded[i], facts.states[i]});
  for (std::uint32_t i = 0; i < facts.lists.size(); ++i)
    if (!says_nothing(facts.lists[i])) lists_.emplace_back(i, without_documents(facts.lists[i]));
}

Request OpenRequest::request(const CaseFacts& blank) const {
  Request request = request_;
  request.facts = blank;
  for (const Said& said : said_) {
    request.facts.values[said.fact.index] = said.value;
    request.facts.recorded[said.fact.index] = said.recorded;
    request.facts.states[said.fact.index] = said.state;
  }
  for (const auto& [place, list] : lists_) request.facts.lists[place] = list;
  return request;
}

std::string OpenRequest::bytes() const {
  std::string bytes;
  add(bytes, request_.service.index);
  for (const auto& value : {request_.quantity, request_.used}) {
    bytes += value ? '\1' : '\0';
    if (value) add(bytes, *value);
  }
  bytes += request_.over ? static_cast<char>(request_.over->kind) : '\7';
  if (request_.over) add(bytes, request_.over->value);
  for (const Said& said : said_) {
    add(bytes, said.fact.index);
    add(bytes, said.value);
    add(bytes, said.recorded);
    bytes += static_cast<char>(said.state);
  }
  for (const auto& [place, list] : lists_) {
    add(bytes, std::int64_t{-1} - place);
    add(bytes, list);
  }
  return bytes;
}

}  // namespace precept::batch
