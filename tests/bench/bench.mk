# How fast it is, and where its instructions go.

.PHONY: bench bench-programs profile check-instructions

BENCH := $(patsubst %,build/release/tests/bench/%,make_rosters floor uncaged)
BENCH_RUNS ?= 5
BENCH_SIZES ?= 30000 300000

build/release/tests/bench/floor: CFLAGS += -O3
bench-programs:
	$(Q)$(MAKE) --no-print-directory VARIANT=release program $(BENCH)
build/release/tests/bench/make_rosters: build/release/tests/bench/package_writer.o

bench: export BENCH_READERS ?=
bench: export BENCH_MONTHS ?=
bench: bench-programs ## how fast it is (BENCH_SIZES="300000 1000000", BENCH_RUNS=5)
	$(Q)tests/bench/bench build/release build/bench $(BENCH_RUNS) $(BENCH_SIZES)

profile: bench-programs ## where instructions go (callgrind)
	$(Q).ci/deps --if-missing bench
	$(Q)tests/bench/profile build/release build/bench functions

check-instructions: bench-programs ## not many more than tests/bench/instructions
	$(Q).ci/deps --if-missing bench
	$(Q).ci/check-instructions build/release build/bench
