// Server-sent events: data out of a stream of bytes, as the WHATWG's HTML
// standard, section 9.2.6, reads them.
//
//   SseReader reader;
//   for (const std::string& data : reader.Feed(bytes)) …
//
// Thread safety: thread-compatible.
#ifndef ALHF_SDK_MODEL_SSE_READER_H_
#define ALHF_SDK_MODEL_SSE_READER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::sdk {

class SseReader {
 public:
  // Returns the data of the events that `bytes` complete, in order. Types, ids
  // and comments are passed over.
  std::vector<std::string> Feed(absl::string_view bytes);

 private:
  void TakeLine(std::vector<std::string>& events);

  std::string line_;
  std::string data_;
  bool has_data_ = false;
  // The last byte was a carriage return: a line feed belongs to it.
  bool after_return_ = false;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_SSE_READER_H_
