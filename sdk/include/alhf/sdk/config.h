// Configuration files for authors: textproto, errors with file, line and
// column. See base/text_proto.h.
#ifndef ALHF_SDK_CONFIG_H_
#define ALHF_SDK_CONFIG_H_

#include "base/text_proto.h"

#endif  // ALHF_SDK_CONFIG_H_
