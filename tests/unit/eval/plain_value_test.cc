#include "eval/plain_value.h"

#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

v1::Cell Text(const std::string& text) {
  v1::Cell cell;
  cell.set_text(text);
  return cell;
}
v1::Cell Integer(int64_t number) {
  v1::Cell cell;
  cell.set_integer(number);
  return cell;
}
v1::Cell Number(double number) {
  v1::Cell cell;
  cell.set_number(number);
  return cell;
}
v1::Cell Boolean(bool value) {
  v1::Cell cell;
  cell.set_boolean(value);
  return cell;
}

TEST(PlainValueTest, WhatIsEqual) {
  const struct {
    v1::Cell a;
    v1::Cell b;
    bool equal;
  } kCases[] = {
      {Integer(14), Number(14.0), true},
      {Integer(14), Text("14"), true},
      {Integer(14), Text("14.0"), true},
      {Text("14.00"), Number(14), true},
      {Number(14.0000005), Integer(14), true},
      {Number(14.00001), Integer(14), false},
      {Integer(1000000), Integer(1000001), false},
      {Number(12345678901.234567), Number(12345678901.234569), true},
      {Text("1e3"), Integer(1000), true},
      {Boolean(true), Integer(1), true},
      {Boolean(false), Integer(1), false},
      {v1::Cell(), v1::Cell(), true},
      {v1::Cell(), Integer(0), false},
      {v1::Cell(), Text(""), false},
      {Text("2025-03-01"), Text("2025-03-01 00:00:00"), true},
      {Text("2025-03-01"), Text("2025-03-01T00:00:00Z"), true},
      {Text("2025-03-01"), Text("2025-03-01 00:00:00+00:00"), true},
      {Text("2025-03-01"), Text("2025-03-02"), false},
      {Text("2025-03-01 10:30"), Text("2025-03-01T10:30:00.000"), true},
      {Text("2025-03"), Text("2025-03-01"), false},
      {Text("north"), Text("north"), true},
      {Text("north"), Text("North"), false},
      {Text("nan"), Text("nan"), true},
      {Text("0x10"), Integer(16), false},
      {Text("2025-13-45"), Text("2025-13-45"), true},
  };
  for (const auto& each : kCases) {
    EXPECT_EQ(PlainOf(each.a) == PlainOf(each.b), each.equal)
        << Describe(each.a) << " and " << Describe(each.b);
    EXPECT_EQ(PlainOf(each.b) == PlainOf(each.a), each.equal);
  }
}

TEST(PlainValueTest, IsDescribed) {
  EXPECT_EQ(Describe(v1::Cell()), "NULL");
  EXPECT_EQ(Describe(Integer(14)), "14");
  EXPECT_EQ(Describe(Number(1.5)), "1.5");
  EXPECT_EQ(Describe(Boolean(true)), "true");
  EXPECT_EQ(Describe(Text("x")), "x");
}

}  // namespace
}  // namespace alhf::eval
