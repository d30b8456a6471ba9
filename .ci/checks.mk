# What proves the program beyond `make test`: rules of the code, sanitizers,
# fuzzing, other readers, another model, LibreOffice; and the samples.

.PHONY: fuzz checks check-layers check-headers check-terms format lint \
  collections tsan tsan-runs cover samples simulation recalc recalc-test pictures

FUZZ_TARGETS ?= $(patsubst tests/fuzz/seeds/%,%,$(wildcard tests/fuzz/seeds/*))
FUZZ_SECONDS ?= 60

FUZZ_TESTS := $(filter $(BUILD)/tests/fuzz/%,$(TESTS))
$(FUZZ_TESTS): $(FUZZ_OBJ)
$(FUZZ_TESTS): LDLIBS := $(LIB) $(LDLIBS)

$(BUILD)/daopan-fuzz: $(BUILD)/tests/fuzz/libfuzzer.o $(FUZZ_OBJ) $(SUPPORT_OBJ) $(LIB)
	$(Q)$(CC) $(BASE_CFLAGS) -fsanitize=fuzzer $(CFLAGS) $(LDFLAGS) $^ -lcmocka \
	  $(LDLIBS) -o $@

fuzz: ## libFuzzer on every target (FUZZ_TARGETS="xls date", FUZZ_SECONDS=600)
	$(Q).ci/deps --if-missing fuzz
	$(Q)$(MAKE) --no-print-directory CC=clang VARIANT=fuzz build/fuzz/daopan-fuzz
	$(Q).ci/fuzz build/fuzz $(FUZZ_SECONDS) $(FUZZ_TARGETS)

checks: check-layers check-headers check-terms

check-layers: ## which folder includes which
	$(Q).ci/check-layers

check-headers: deps-present ## every header compiles by itself
	$(Q)CC=$(CC) .ci/check-headers

check-terms: ## words that GLOSSARY.md replaces
	$(Q).ci/check-terms

C_FILES = $(shell git ls-files '*.c' '*.h')

format: ## format the code
	$(Q)clang-format -i $(C_FILES)

lint: deps-present ## clang-format, clang-tidy, cppcheck
	$(Q).ci/deps --if-missing lint
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(Q)cppcheck --std=c11 --language=c -I. --quiet --error-exitcode=1 \
	  --inline-suppr --suppress=missingIncludeSystem --suppress=varFuncNullUB \
	  --enable=warning,performance,portability \
	  $(FOLDERS) cli
	$(Q)clang-tidy --quiet $(LIB_SRC) cli/main.c -- -std=c11 $(CPPFLAGS) \
	  $(GSF_CFLAGS)

# DIR: a folder with a folder for each collection; COMPARE: further options.
collections: all ## hold dump against other readers, on DIR=folder of collections
	$(Q).ci/deps --if-missing collections
	$(Q)PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/collections/compare.py \
	  $(COMPARE) $(or $(DIR),$(error DIR= is needed))

# The readers and writers that run side by side, on a month of the samples.
tsan: ## the thread sanitizer, on a month of the samples
	$(Q)$(MAKE) --no-print-directory VARIANT=tsan tsan-runs

tsan-runs: $(BUILD)/tests/reports/test_crew $(BUILD)/daopan
	$(Q).ci/run-tests $(BUILD) $<
	$(Q).ci/tsan-month $(BUILD)

cover: ## line coverage of the tests
	$(Q).ci/deps --if-missing cover
	$(Q)$(MAKE) --no-print-directory VARIANT=cov run-tests
	$(Q)gcovr --root . --object-directory build/cov --exclude tests

samples: ## make the sample rosters and their answer key again
	$(Q).ci/deps --if-missing samples
	$(Q)PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 samples/make_samples.py

simulation: all ## a year of 50,000 people against a model apart (PEOPLE=…)
	$(Q)PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/simulation/simulate.py \
	  --people $(or $(PEOPLE),50000)

recalc: deps-present ## LibreOffice's recalculated values are the cached ones
	$(Q).ci/deps --if-missing pictures
	$(Q)$(MAKE) --no-print-directory VARIANT=debug recalc-test

recalc-test: $(BUILD)/tests/end_to_end/test_recalculation $(BUILD)/daopan
	$(Q).ci/run-tests $(BUILD) $<

pictures: demo ## every workbook of the sample month as PDF and PNG, to look at
	$(Q).ci/deps --if-missing pictures
	$(Q).ci/pictures $(DEMO)/2023-08 build/pictures
	$(Q)mkdir -p samples/pictures
	$(Q)cp build/pictures/财政划转汇总-04.png samples/pictures/transfer.png
	$(Q)cp build/pictures/资金申请/民政-资金申请表-1.png samples/pictures/request.png
