// Time and locks for authors: see base/clock.h and base/mutex.h.
#ifndef ALHF_SDK_CLOCK_H_
#define ALHF_SDK_CLOCK_H_

#include "base/clock.h"
#include "base/mutex.h"

#endif  // ALHF_SDK_CLOCK_H_
