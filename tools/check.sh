#!/usr/bin/env bash
# What the compiler does not check. One stage a call; exit 0 is clean.
#
#   tools/check.sh format          clang-format changes nothing
#   tools/check.sh rules           the tree is the diagram; mirror; file sizes
#   tools/check.sh leak            no noun of the sample data in the engines
#   tools/check.sh tidy [FILE …]   clang-tidy over FILES or all sources
#   tools/check.sh build PRESET    configures and builds a preset
#   tools/check.sh test PRESET     builds a preset and runs its tests
#   tools/check.sh fuzz [SECONDS]  each target of tests/fuzz so long (60)
#   tools/check.sh all             format, rules, leak, and the tests of dev,
#                                  clang, asan and tsan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jobs=${ALHF_JOBS:-2}

# Files that git knows or would take, so that build products stay out.
sources() { git ls-files -co --exclude-standard -- "$@" | sort -u; }

need() {
  command -v "$1" >/dev/null || {
    echo "check: $1 is not installed; run tools/install_packages.sh" >&2
    exit 1
  }
}

check_format() {
  need clang-format-14
  sources '*.cc' '*.h' | xargs -r clang-format-14 --dry-run -Werror
}

check_tidy() {
  need clang-tidy-14
  cmake --preset clang >/dev/null
  # The compiler of every target needs the generated headers.
  ninja -C build/clang -j "$jobs" alhf_protos alhf_grpc
  local files=("$@")
  [ ${#files[@]} -gt 0 ] || mapfile -t files < <(sources '*.cc' ':!tests')
  printf '%s\n' "${files[@]}" |
    xargs -r -n 1 -P "$jobs" clang-tidy-14 -p build/clang --quiet
}

build() {
  local preset=$1
  cmake --preset "$preset"
  ninja -C "build/$preset" -j "$jobs"
}

check_test() {
  local preset=$1
  build "$preset"
  TSAN_OPTIONS="suppressions=$PWD/tools/tsan.supp halt_on_error=1" \
  ASAN_OPTIONS="detect_stack_use_after_return=1" \
  UBSAN_OPTIONS="print_stacktrace=1" \
    ctest --test-dir "build/$preset" -j "$jobs" -LE '^long$' \
    --no-tests=error --output-on-failure
}

# What it finds is left as crash-… in build/fuzz/TARGET; keep it in
# tests/fuzz/corpus/TARGET, where fuzz_test replays it.
check_fuzz() {
  local seconds=${1:-60} target
  cmake --preset fuzz
  local programs=()
  for target in tests/fuzz/corpus/*/; do
    programs+=("fuzz-$(basename "$target")")
  done
  ninja -C build/fuzz -j "$jobs" "${programs[@]}"
  for target in tests/fuzz/corpus/*/; do
    target=$(basename "$target")
    mkdir -p "build/fuzz/$target"
    echo "check: fuzz $target, $seconds s" >&2
    "build/fuzz/bin/fuzz-$target" -max_total_time="$seconds" -timeout=10 \
      -print_final_stats=1 -verbosity=0 \
      -artifact_prefix="build/fuzz/$target/" \
      "build/fuzz/$target" "tests/fuzz/corpus/$target"
  done
}

stage=${1:-}
[ $# -eq 0 ] || shift
case "$stage" in
  format) check_format ;;
  rules) exec python3 tools/check_rules.py ;;
  leak) exec python3 tools/check_leak.py ;;
  tidy) check_tidy "$@" ;;
  fuzz) check_fuzz "$@" ;;
  build | test)
    [ $# -eq 1 ] || { echo "usage: tools/check.sh $stage PRESET" >&2; exit 2; }
    if [ "$stage" = build ]; then build "$1"; else check_test "$1"; fi
    ;;
  all)
    check_format
    python3 tools/check_rules.py
    python3 tools/check_leak.py
    for preset in dev clang asan tsan; do check_test "$preset"; done
    ;;
  *)
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
