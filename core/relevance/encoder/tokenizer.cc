#include "core/relevance/encoder/tokenizer.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace alhf::core {
namespace {

constexpr int kReserved = 6;
constexpr int kUnknown = 0;
constexpr uint32_t kNowhere = 0;  // the root, to which no edge leads
constexpr absl::string_view kBoundary = "\xe2\x96\x81";

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

// Bytes of the UTF-8 character that begins with `first`.
size_t CharacterBytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// The best way to a place in the text: its score, and its last piece.
struct Way {
  double score = 0;
  int piece = kUnknown;
  size_t begin = 0;  // of the last piece
};

}  // namespace

std::string ToNfkc(absl::string_view text) {
  if (IsAscii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  // Both steps replace what is not UTF-8, and fail for want of memory alone.
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString normal = nfkc->normalize(wide, error);
  std::string result;
  normal.toUTF8String(result);
  return result;
}

Tokenizer::Tokenizer(const std::vector<VocabularyPiece>& vocabulary)
    : piece_at_(1, -1) {
  scores_.reserve(vocabulary.size());
  for (const VocabularyPiece& piece : vocabulary) {
    const auto id = static_cast<int>(scores_.size());
    scores_.push_back(piece.score);
    if (id < kReserved || piece.text.empty()) continue;
    Node node = 0;
    for (const char c : piece.text) {
      const uint64_t edge = uint64_t{node} << 8 | static_cast<unsigned char>(c);
      const auto [place, added] =
          edges_.try_emplace(edge, static_cast<Node>(piece_at_.size()));
      if (added) piece_at_.push_back(-1);
      node = place->second;
    }
    piece_at_[node] = id;
  }
}

Tokenizer::Node Tokenizer::Step(Node from, unsigned char byte) const {
  const auto found = edges_.find(uint64_t{from} << 8 | byte);
  return found == edges_.end() ? kNowhere : found->second;
}

std::vector<int> Tokenizer::Encode(absl::string_view text) const {
  if (text.empty()) return {};
  const std::string marked = absl::StrCat(
      kBoundary, absl::StrReplaceAll(ToNfkc(text), {{" ", kBoundary}}));
  const size_t size = marked.size();
  std::vector<Way> ways(size + 1);
  const auto relax = [&ways](size_t begin, size_t end, double score,
                             int piece) {
    Way& way = ways[end];
    const double sum = score + ways[begin].score;
    // 0 is how the package says that there is no way yet.
    if (way.score == 0 || sum >= way.score) way = {sum, piece, begin};
  };
  for (size_t begin = 0; begin < size;) {
    const size_t next = std::min(size, begin + CharacterBytes(marked[begin]));
    bool found = false;
    Node node = 0;
    for (size_t at = begin; at < size; ++at) {
      node = Step(node, static_cast<unsigned char>(marked[at]));
      if (node == kNowhere) break;
      if (const int piece = piece_at_[node]; piece >= 0) {
        found = true;
        relax(begin, at + 1, scores_[static_cast<size_t>(piece)], piece);
      }
    }
    if (!found) relax(begin, next, 0, kUnknown);
    begin = next;
  }
  std::vector<int> ids;
  for (size_t end = size; end > 0; end = ways[end].begin) {
    const bool again =
        ways[end].piece == kUnknown && !ids.empty() && ids.back() == kUnknown;
    if (!again) ids.push_back(ways[end].piece);
  }
  std::reverse(ids.begin(), ids.end());
  return ids;
}

}  // namespace alhf::core
