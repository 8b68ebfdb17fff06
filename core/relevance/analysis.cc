#include "core/relevance/analysis.h"

#include <libstemmer.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace alhf::core {
namespace {

constexpr size_t kMaxTokens = 4096;
constexpr size_t kMaxStemmedBytes = 64;
constexpr char32_t kInvalid = 0xFFFD;
constexpr char32_t kRightQuote = 0x2019;  // the typographic apostrophe

struct CodePoint {
  char32_t value = 0;
  size_t bytes = 1;
};

// The code point at `at`; a byte that begins none is kInvalid.
CodePoint Decode(absl::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> uint8_t {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : 0;
  };
  const uint8_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {kInvalid, 1};
  char32_t value = lead & (0xFF >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {kInvalid, 1};
    value = value << 6 | (byte(at + i) & 0x3F);
  }
  return {value, bytes};
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

// Beyond ASCII all is a letter but for signs, spaces and punctuation.
bool IsWordCharacter(char32_t c) {
  if (c < 0x80) return absl::ascii_isalnum(static_cast<unsigned char>(c));
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7 || c == kInvalid) return false;
  const bool symbol = (c >= 0x2000 && c < 0x2C00) ||  // punctuation, arrows …
                      (c >= 0x3000 && c < 0x3040) || c == 0xFEFF ||
                      (c >= 0xFF00 && c < 0xFF10) || c >= 0x1F000;
  return !symbol;
}

char32_t ToLower(char32_t c) {
  if (c < 0x80) return absl::ascii_tolower(static_cast<unsigned char>(c));
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
  if (c >= 0x139 && c <= 0x148) return c + c % 2;
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

void Append(std::string& text, char32_t c) {
  const auto put = [&](char32_t bits) {
    text.push_back(static_cast<char>(bits));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

// Reads the token that begins at `begin`, where a word character stands.
class TokenReader {
 public:
  TokenReader(absl::string_view text, size_t begin) : text_(text), at_(begin) {
    token_.begin = begin;
  }

  Token Read() {
    bool all_digits = true;
    while (at_ < text_.size()) {
      const CodePoint c = Decode(text_, at_);
      if (IsWordCharacter(c.value)) {
        all_digits = all_digits && IsDigit(c.value);
        capitals_ = capitals_ && absl::ascii_isupper(text_[at_]);
        Append(token_.text, ToLower(c.value));
        at_ += c.bytes;
      } else if (!Join(c, all_digits)) {
        break;
      }
    }
    token_.end = at_;
    token_.number = all_digits;
    return std::move(token_);
  }
  // Whether the token read was written in ASCII capitals throughout.
  bool capitals() const { return capitals_; }

 private:
  // Takes in a sign that belongs to the word: an apostrophe between letters,
  // the point or thousands comma of a number.
  bool Join(CodePoint c, bool all_digits) {
    const CodePoint next = Decode(text_, at_ + c.bytes);
    if (at_ + c.bytes >= text_.size() || !IsWordCharacter(next.value)) {
      return false;
    }
    const bool apostrophe = c.value == '\'' || c.value == kRightQuote;
    if (apostrophe && !all_digits && !IsDigit(next.value)) {
      token_.text.push_back('\'');
    } else if (c.value == '.' && all_digits && !pointed_ &&
               IsDigit(next.value)) {
      token_.text.push_back('.');
      pointed_ = true;
    } else if (!(c.value == ',' && all_digits && !pointed_ &&
                 ThreeDigitsAt(at_ + 1))) {
      return false;
    }
    at_ += c.bytes;
    return true;
  }

  bool ThreeDigitsAt(size_t at) const {
    const auto digit = [&](size_t i) {
      return i < text_.size() && IsDigit(static_cast<unsigned char>(text_[i]));
    };
    return digit(at) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
  }

  const absl::string_view text_;
  size_t at_;
  bool pointed_ = false;
  bool capitals_ = true;
  Token token_;
};

// One per thread: a stemmer object must not be shared.
class Stemmer {
 public:
  Stemmer() : stemmer_(sb_stemmer_new("english", "UTF_8")) {}

  std::string Stem(absl::string_view word) {
    if (stemmer_ == nullptr || word.size() > kMaxStemmedBytes) {
      return std::string(word);
    }
    const sb_symbol* stem = sb_stemmer_stem(
        stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
        static_cast<int>(word.size()));
    if (stem == nullptr) return std::string(word);
    return std::string(reinterpret_cast<const char*>(stem),
                       static_cast<size_t>(sb_stemmer_length(stemmer_.get())));
  }

 private:
  struct Deleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::unique_ptr<sb_stemmer, Deleter> stemmer_;
};

bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}

// Whether a sentence or a quotation begins at `at`.
bool BeginsSentence(absl::string_view text, size_t at) {
  const size_t before = text.substr(0, at).find_last_not_of(" \t\r\n");
  return before == absl::string_view::npos ||
         absl::string_view(".!?:\"'(").find(text[before]) !=
             absl::string_view::npos;
}

// Whether capitals mean something in a text: not where all words have them.
bool CapitalsTell(absl::string_view text, const std::vector<Token>& tokens) {
  const auto capital = std::count_if(
      tokens.begin(), tokens.end(),
      [text](const Token& token) { return IsUpper(text[token.begin]); });
  return 2 * static_cast<size_t>(capital) <= tokens.size() + 1;
}

}  // namespace

std::string Stem(absl::string_view word) {
  thread_local Stemmer stemmer;
  return stemmer.Stem(word);
}

Analysis Analyze(absl::string_view text) {
  Analysis analysis;
  std::vector<Token>& tokens = analysis.tokens;
  for (size_t at = 0; at < text.size() && tokens.size() < kMaxTokens;) {
    const CodePoint c = Decode(text, at);
    if (!IsWordCharacter(c.value)) {
      at += c.bytes;
      continue;
    }
    TokenReader reader(text, at);
    tokens.push_back(reader.Read());
    at = tokens.back().end;
    tokens.back().name = reader.capitals();
  }
  const bool capitals_tell = CapitalsTell(text, tokens);
  for (Token& token : tokens) {
    const bool abbreviation = token.name && token.text.size() > 1;
    const bool capital =
        IsUpper(text[token.begin]) && !BeginsSentence(text, token.begin);
    token.name = capitals_tell && !token.number && (abbreviation || capital);
    token.stop_word =
        IsStopWord(token.text) &&
        !(capitals_tell && abbreviation && IsWordInCapitals(token.text));
    token.stem = token.number ? token.text : Stem(token.text);
    if (!token.stop_word) analysis.content_stems.push_back(token.stem);
  }
  return analysis;
}

bool OneEditApart(absl::string_view a, absl::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace alhf::core
