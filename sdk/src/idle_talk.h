// Examples of what teaches nobody, whatever component is asked: thanks, praise,
// chat, commands to an assistant, questions.
//
// Thread safety: a pure function.
#ifndef ALHF_SDK_SRC_IDLE_TALK_H_
#define ALHF_SDK_SRC_IDLE_TALK_H_

#include <string>
#include <vector>

namespace alhf::sdk {

std::vector<std::string> IdleTalk();

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_IDLE_TALK_H_
