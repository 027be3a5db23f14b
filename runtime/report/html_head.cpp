// Head and policy.
#include "runtime/report/html_head.hpp"

#include <fmt/core.h>

#include <cstdint>

#include "runtime/program/sha256.hpp"

namespace precept {
namespace {

// RFC 4648, section 4.
std::string base64(const std::array<std::uint8_t, 32>& bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) { return at + i < bytes.size() ? std::uint32_t{bytes[at + i]} : 0U; };
    const std::uint32_t three = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (std::size_t i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : kDigits[three >> (18 - 6 * i) & 63];
  }
  return out;
}

}  // namespace

std::string policy_hash(std::string_view content) {
  Sha256 sha256;
  sha256.add(content);
  return "sha256-" + base64(sha256.digest());
}

void open_html_page(HtmlWriter& html, std::string_view title, std::string_view style) {
  html.markup("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).line_end().open("head").line_end();
  html.markup("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  html.markup(
      fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; "
                  "base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
                  policy_hash(style)));
  html.element("title", title).line_end();
  html.open("style").markup(style).close().line_end().close().line_end().open("body").line_end();
}

}  // namespace precept
