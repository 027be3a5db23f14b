// The layout: a way down through the questions on the left, two ways out to the right, three ends at the bottom.
#include "compiler/document/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/document/drawing.hpp"
#include "runtime/report/html_writer.hpp"

namespace precept::site {

namespace {

constexpr Face kTag{12, false}, kTitle{14, true}, kText{13, false}, kAnswer{12, false};
constexpr int kLeft = 10, kInside = 10, kWordsWidth = 420,
              kNestStep = 24;  // a box grows with the depth of what is nested in it
constexpr int kGap = 26;       // between boxes, for the way down and its answer
constexpr int kAnswers = 108, kBetweenWays = 140, kEndWidth = 132;
constexpr int kBoxHeight = 64;

int depth_of(const Box& box) {
  int deepest = 0;
  for (const Box& part : box.parts) deepest = std::max(deepest, 1 + depth_of(part));
  return deepest;
}

class Layout {
 public:
  explicit Layout(const Diagram& diagram) : diagram_(diagram) {
    int depth = 0;
    for (const Step& step : diagram.steps) depth = std::max(depth, depth_of(step.box));
    for (const Box& box : diagram.considered) depth = std::max(depth, 1 + depth_of(box));
    box_width_ = kWordsWidth + depth * kNestStep;
    right_ = kLeft + box_width_;
    middle_ = kLeft + box_width_ / 2;
    no_way_ = right_ + kAnswers;
    open_way_ = no_way_ + kBetweenWays;
    width_ = open_way_ + kEndWidth / 2 + kLeft;
  }

  std::string figure() {
    HtmlWriter html;
    html.open("figure", {{"class", "diagram"}, {"aria-labelledby", diagram_.id}}).line_end();
    html.element("figcaption", diagram_.name, {{"id", diagram_.id}}).line_end();
    html.open("div", {{"class", "steps"}, {"tabindex", "0"}, {"role", "region"}, {"aria-labelledby", diagram_.id}})
        .line_end();
    const std::size_t all = diagram_.steps.size();
    html.markup(start()).line_end();
    for (std::size_t i = 0; i < all; ++i) html.markup(step(i)).line_end();
    html.markup(ends()).line_end();
    if (!diagram_.considered.empty()) html.markup(considered()).line_end();
    html.close().line_end().close().line_end();
    return html.take();
  }

 private:
  // A box with all that is in it; the y below it.
  int box(Drawing& drawing, const Box& what, int x, int y, int width, std::string_view look, int least = 0) {
    const std::size_t frame = drawing.box(x, y, width, look);
    const int inner = width - 2 * kInside, top = y;
    y += kInside - 2;
    y = drawing.text(x + kInside, y, inner, what.tag, kTag, "tag");
    y = drawing.text(x + kInside, y, inner, what.title, kTitle, "words");
    y = drawing.text(x + kInside, y, inner, what.text, kText, "words");
    y = drawing.text(x + kInside, y, inner, what.joined, kTag, "tag");
    for (std::size_t i = 0; i < what.parts.size(); ++i) {
      y += 4;
      if (i > 0) y = drawing.text(x + 2 * kInside, y, inner - 2 * kInside, what.joint, kTag, "tag");
      y = box(drawing, what.parts[i], x + kInside, y, inner, "part");
    }
    const int height = std::max(y + kInside - 4 - top, least);
    drawing.height(frame, height);
    return top + height;
  }

  // The ways that go on beside what is drawn.
  void pass_by(Drawing& drawing, int from, int to) const {
    if (no_ways_ > 0) drawing.line(no_way_, from, no_way_, to, "way no");
    if (open_ways_ > 0) drawing.line(open_way_, from, open_way_, to, "way open");
  }

  int way_down(Drawing& drawing) {
    drawing.line(middle_, 0, middle_, kGap - 6, "way");
    drawing.arrow(middle_, kGap, "way");
    if (!answer_.empty()) drawing.text(middle_ + 10, 2, right_ - middle_ - 10, answer_, kAnswer, "answer");
    return kGap;
  }

  std::string start() {
    Drawing drawing;
    const int bottom = box(drawing, diagram_.start, kLeft, 2, box_width_, "start");
    return drawing.svg(width_, bottom, diagram_.start.title);
  }

  std::string step(std::size_t at) {
    const Step& what = diagram_.steps[at];
    Drawing drawing;
    const int top = way_down(drawing);
    const int bottom =
        box(drawing, what.box, kLeft, top, box_width_, what.leaves ? "applies" : "step", what.leaves ? 0 : kBoxHeight);
    answer_ = what.yes + (what.open == Open::as_yes ? " or undocumented" : "");
    if (what.leaves) {
      leave(drawing, what, top + 20);
      pass_by(drawing, 0, bottom);
    } else {
      go_out(drawing, what, top, bottom);
    }
    return drawing.svg(width_, bottom, fmt::format("Step {} of {}: {}", at + 1, diagram_.steps.size(), what.box.title));
  }

  void leave(Drawing& drawing, const Step& what, int y) {
    drawing.line(right_, y, right_ + 14, y, "way");
    drawing.arrow_right(right_ + 20, y, "way");
    drawing.text(right_ + 26, y - 8, width_ - right_ - 26 - kLeft, what.no, kAnswer, "answer");
  }

  void go_out(Drawing& drawing, const Step& what, int top, int bottom) {
    const int no_y = top + 24, open_y = top + 52;
    const int words = no_way_ - right_ - 10;
    if (no_ways_++ > 0)
      drawing.line(no_way_, 0, no_way_, bottom, "way no");
    else
      drawing.line(no_way_, no_y, no_way_, bottom, "way no");
    drawing.line(right_, no_y, no_way_, no_y, "way no");
    if (what.open == Open::as_no) {
      drawing.text(right_ + 6, no_y - 16, words, what.no, kAnswer, "answer");
      drawing.text(right_ + 6, no_y + 3, words, "or undocumented", kAnswer, "answer");
    } else {
      drawing.text(right_ + 6, no_y - 16, words, what.no, kAnswer, "answer");
    }
    if (what.open == Open::own_way) {
      drawing.text(right_ + 6, open_y - 16, words, "undocumented", kAnswer, "answer");
      drawing.line(right_, open_y, open_way_, open_y, "way open");
      drawing.line(open_way_, open_ways_++ > 0 ? 0 : open_y, open_way_, bottom, "way open");
    } else if (open_ways_ > 0) {
      drawing.line(open_way_, 0, open_way_, bottom, "way open");
    }
  }

  std::string ends() {
    Drawing drawing;
    const int top = way_down(drawing);
    int bottom = box(drawing, diagram_.end, kLeft, top, box_width_, diagram_.refuses ? "refused" : "approved", kBoxHeight);
    const auto end = [&](int way, int ways, const Box& what, std::string_view look, std::string_view kind) {
      if (ways == 0) return;
      drawing.line(way, 0, way, top - 6, kind);
      drawing.arrow(way, top, kind);
      bottom = std::max(bottom, box(drawing, what, way - kEndWidth / 2, top, kEndWidth, look, kBoxHeight));
    };
    end(no_way_, no_ways_, diagram_.no_end, "refused", "way no");
    end(open_way_, open_ways_, diagram_.open_end, "open", "way open");
    return drawing.svg(width_, bottom + 2, "What comes of it: " + diagram_.end.title);
  }

  std::string considered() {
    Drawing drawing;
    Box all{"", "Considered, without deciding", "", "", "", diagram_.considered};
    const int bottom = box(drawing, all, kLeft, kGap, box_width_, "considered");
    return drawing.svg(width_, bottom + 2, all.title);
  }

  const Diagram& diagram_;
  int box_width_ = 0, right_ = 0, middle_ = 0, no_way_ = 0, open_way_ = 0, width_ = 0;
  int no_ways_ = 0, open_ways_ = 0;  // how many steps led there so far
  std::string answer_;               // of the step before, on the way down
};

}  // namespace

std::string figure_of(const Diagram& diagram) { return Layout(diagram).figure(); }

}  // namespace precept::site
