// Single words of people: see base/words.h.
#ifndef ALHF_SDK_WORDS_H_
#define ALHF_SDK_WORDS_H_

#include "base/words.h"

namespace alhf::sdk {

using alhf::Among;
using alhf::Denies;

}  // namespace alhf::sdk

#endif  // ALHF_SDK_WORDS_H_
