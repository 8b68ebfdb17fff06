// Errors for authors: see base/status.h.
#ifndef ALHF_SDK_STATUS_H_
#define ALHF_SDK_STATUS_H_

#include "base/status.h"

#endif  // ALHF_SDK_STATUS_H_
