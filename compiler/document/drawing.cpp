// Shapes to SVG.
#include "compiler/document/drawing.hpp"

#include <fmt/format.h>

#include "runtime/report/html_writer.hpp"

namespace precept::site {

std::size_t Drawing::box(int x, int y, int width, std::string_view look) {
  shapes_.push_back({Shape::Kind::box, x, y, width, 0, "", std::string(look)});
  return shapes_.size() - 1;
}

void Drawing::line(int x1, int y1, int x2, int y2, std::string_view look) {
  shapes_.push_back({Shape::Kind::line, x1, y1, x2 - x1, y2 - y1, "", std::string(look)});
}

void Drawing::arrow(int x, int y, std::string_view look) {
  shapes_.push_back({Shape::Kind::arrow, x, y, 0, 0, "", std::string(look)});
}

void Drawing::arrow_right(int x, int y, std::string_view look) {
  shapes_.push_back({Shape::Kind::arrow_right, x, y, 0, 0, "", std::string(look)});
}

int Drawing::text(int x, int y, int width, std::string_view text, Face face, std::string_view look) {
  const int step = face.size + face.size / 3;
  for (const TextLine& line : lines_of(text, width, face)) {
    shapes_.push_back({Shape::Kind::text, x, y + face.size, line.width, face.size, line.text,
                       fmt::format("{}{}", look, face.bold ? " bold" : "")});
    y += step;
  }
  return y;
}

std::string Drawing::svg(int width, int height, std::string_view title) const {
  HtmlWriter out;
  const auto number = [](int value) { return fmt::format("{}", value); };
  out.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                   {"role", "img"},
                   {"viewBox", fmt::format("0 0 {} {}", width, height)},
                   {"width", number(width)},
                   {"height", number(height)}});
  out.element("title", title).line_end();
  for (const Shape& shape : shapes_) {
    const int x = shape.x, y = shape.y;
    switch (shape.kind) {
      case Shape::Kind::box:
        out.element("rect", "",
                    {{"class", shape.look},
                     {"x", number(x)},
                     {"y", number(y)},
                     {"width", number(shape.width)},
                     {"height", number(shape.height)},
                     {"rx", "4"}});
        break;
      case Shape::Kind::line:
        out.element("path", "",
                    {{"class", shape.look}, {"d", fmt::format("M{} {}L{} {}", x, y, x + shape.width, y + shape.height)}});
        break;
      case Shape::Kind::arrow:
        out.element("path", "", {{"class", shape.look + " tip"}, {"d", fmt::format("M{} {}l-5 -8h10z", x, y)}});
        break;
      case Shape::Kind::arrow_right:
        out.element("path", "", {{"class", shape.look + " tip"}, {"d", fmt::format("M{} {}l-8 -5v10z", x, y)}});
        break;
      case Shape::Kind::text:
        out.element("text", shape.text,
                    {{"class", shape.look},
                     {"x", number(x)},
                     {"y", number(y)},
                     {"font-size", number(shape.height)},
                     {"textLength", number(shape.width)},
                     {"lengthAdjust", "spacingAndGlyphs"}});
        break;
    }
    out.line_end();
  }
  return out.take();
}

}  // namespace precept::site
