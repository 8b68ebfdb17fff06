// Fences around texts of others in a prompt: what stands between them is data,
// and cannot end its fence.
//
//   prompt += Fenced("question", text);
//   for (const FencedPart& part : FencedParts(prompt)) …
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_COMPOSE_FENCE_H_
#define ALHF_CORE_COMPOSE_FENCE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::core {

// Returns a row of tildes longer than any in `text`, three at least (as
// CommonMark fences code).
std::string FenceFor(absl::string_view text);

// Returns `text` between two fences, the first of which bears `name`:
// "~~~name\ntext\n~~~\n". A name is [a-z_]+.
std::string Fenced(absl::string_view name, absl::string_view text);

struct FencedPart {
  std::string name;
  std::string text;
};

// Returns what stands between the fences of `prompt`, in order. What looks
// like a fence inside another is a part of its text.
std::vector<FencedPart> FencedParts(absl::string_view prompt);

}  // namespace alhf::core

#endif  // ALHF_CORE_COMPOSE_FENCE_H_
