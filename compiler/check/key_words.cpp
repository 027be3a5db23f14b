// Steps and their words.
#include "compiler/check/key_words.hpp"

#include <algorithm>

#include "runtime/values/calendar.hpp"
#include "runtime/values/decimal.hpp"

namespace precept::check {

namespace {

constexpr std::int64_t kFar = kNumberMax * 2;  // an end of the line that no value reaches

std::int64_t floored(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::string duration_words(std::int64_t value, bool months) {
  if (months && value != 0 && value % 12 == 0) return std::to_string(value / 12) + "y";
  return std::to_string(value) + (months ? "mo" : "d");
}

}  // namespace

KeyWords::KeyWords(const Type& type, const KeyRange& range) : type_(type) {
  const bool numeric = type.kind == Kind::count || type.kind == Kind::number;
  counts_ = numeric && range.whole;
  halves_ = (type.kind == Kind::months || type.kind == Kind::days) && !range.whole;
  dense_ = (numeric && !counts_) || halves_;
  if (type.kind == Kind::date) {
    first_ = std::max(range.low, kFirstDay);
    last_ = std::min(range.high, kLastDay);
  } else {
    first_ = range.low == kNoLow ? -kFar : step(range.low, true);
    last_ = range.high == kNoHigh ? kFar : step(range.high, false);
  }
}

std::int64_t KeyWords::step(std::int64_t value, bool up) const {
  if (halves_) return value * 2;
  if (!counts_) return value;
  return up ? -floored(-value, kOne) : floored(value, kOne);
}

std::pair<std::int64_t, std::int64_t> KeyWords::stretch(const TableKey& band) const {
  std::int64_t low = first_, high = last_;
  if (band.low) low = std::max(low, band.low_open ? step(band.low->value, false) + 1 : step(band.low->value, true));
  if (band.high) high = std::min(high, band.high_open ? step(band.high->value, true) - 1 : step(band.high->value, false));
  return {low, high};
}

std::string KeyWords::value_words(std::int64_t step) const {
  if (type_.kind == Kind::date) return format_date(step);
  if (type_.kind == Kind::months || type_.kind == Kind::days)
    return duration_words(halves_ ? step / 2 : step, type_.kind == Kind::months);
  const std::string digits = counts_ ? std::to_string(step) : format_decimal(step);
  if (type_.unit.none()) return digits;
  return digits + (type_.unit.singular == "%" ? "" : " ") + (digits == "1" ? type_.unit.singular : type_.unit.plural);
}

std::string KeyWords::low_words(std::int64_t step) const {
  if (!dense_) return value_words(step) + " or more";
  const bool open = halves_ ? step % 2 != 0 : value_words(step - 1).size() < value_words(step).size();
  return open ? "above " + value_words(step - 1) : "from " + value_words(step);
}

std::string KeyWords::high_words(std::int64_t step) const {
  if (!dense_) return value_words(step) + " or less";
  const bool open = halves_ ? step % 2 != 0 : value_words(step + 1).size() < value_words(step).size();
  return open ? "below " + value_words(step + 1) : "up to " + value_words(step);
}

std::string KeyWords::words(std::int64_t low, std::int64_t high) const {
  const bool date = type_.kind == Kind::date;
  if (low <= first_ && high >= last_) return "any value";
  if (low == high && !(halves_ && low % 2 != 0)) return value_words(low);
  const std::string any = dense_ ? "anything " : "";
  if (low <= first_) return date ? "dates to " + value_words(high) : any + high_words(high);
  if (high >= last_) return date ? "dates from " + value_words(low) : any + low_words(low);
  if (!dense_) return value_words(low) + " to " + value_words(high);
  const std::string both = low_words(low) + " and " + high_words(high);
  return halves_ ? any + both : one(low, high) + " (" + both + ")";
}

std::string KeyWords::one(std::int64_t low, std::int64_t high) const {
  if (halves_) {
    const std::int64_t even = low + (low % 2 != 0 ? 1 : 0);
    return even <= high ? value_words(even) : words(low, high);
  }
  std::string best;
  const std::int64_t next = counts_ || type_.kind == Kind::date ? low : (floored(low, kOne) + 1) * kOne;
  for (const std::int64_t step : {low, high, next, low + (high - low) / 2}) {
    if (step < low || step > high || step == kFar || step == -kFar) continue;
    std::string candidate = value_words(step);
    if (best.empty() || candidate.size() < best.size()) best = std::move(candidate);
  }
  return best;
}

}  // namespace precept::check
