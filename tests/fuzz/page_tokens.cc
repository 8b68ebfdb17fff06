#include <string>

#include "base/page_token.h"
#include "coordinator/exchanges/exchange_keys.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadPageTokens(absl::string_view bytes) {
  ParsePage("lessons", 10, bytes).IgnoreError();
  coordinator::keys::ParsePageToken(std::string(bytes)).IgnoreError();
}

}  // namespace alhf::fuzz
