// What a process that serves gRPC has besides its services.
//
//   InstallServerPlugins();  // before the builder
//   grpc::ServerBuilder builder;
//
#ifndef ALHF_BASE_GRPC_SERVER_H_
#define ALHF_BASE_GRPC_SERVER_H_

namespace alhf {

// Gives health (grpc.health.v1) and reflection to all servers that the process
// builds from now on. Thread safety: may be called from many threads, often.
void InstallServerPlugins();

// Turns off the deadlock detection of Abseil's locks, which are gRPC's, in this
// process: Debian builds Abseil with it on, and each call of gRPC pays for it.
// For `main` to decide, before there are threads.
void SkipDeadlockDetection();

// Lets the threads of this process share as many heaps as there are processors
// (glibc would make eight times as many): what a rush of calls had goes to the
// next, and is not kept once for each heap. For `main` to decide, before there
// are threads.
void ShareHeaps();

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_SERVER_H_
