// Processes under the names that tests use (base/process.h).
#ifndef ALHF_TESTS_SUPPORT_PROCESS_H_
#define ALHF_TESTS_SUPPORT_PROCESS_H_

#include "base/process.h"

namespace alhf::testing {

using alhf::CommandResult;
using alhf::Process;
using alhf::RunCommand;
using Environment = alhf::ProcessEnvironment;

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_PROCESS_H_
