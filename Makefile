# daopan: two commands do everything: `make demo` and `make test`.
# `make help` lists the rest.

VARIANT ?= release
ifeq ($(origin CC),default)
CC := gcc
endif
BUILD := build/$(VARIANT)
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(or $(MAKE_JOBS),$(shell nproc 2>/dev/null || echo 2))
endif

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
  -Wwrite-strings -Wundef -Wvla -Wcast-align -Wcast-qual -Wpointer-arith \
  -Wredundant-decls -Wformat=2 -Wfloat-equal -Wswitch-enum -Wdouble-promotion
# Left out: gcc's guess at what snprintf cuts depends on the optimisation.
WARNINGS += $(if $(findstring gcc,$(CC)),-Wno-format-truncation)
CPPFLAGS += -I. -D_GNU_SOURCE -MMD -MP
CFLAGS_release := -O2 -g
CFLAGS_debug := -O0 -g3
CFLAGS_san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
  -fno-omit-frame-pointer
CFLAGS_tsan := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
CFLAGS_cov := -O0 -g --coverage
CFLAGS_clang := -O1
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
  -fno-sanitize-recover=all -fno-omit-frame-pointer
BASE_CFLAGS := -std=c11 $(WARNINGS) $(CFLAGS_$(VARIANT)) $(if $(WERROR),-Werror)
LDLIBS := -lxlsxwriter -lfreexl -lgsf-1 -lgobject-2.0 -lglib-2.0 -lzip -lisal \
  -lexpat -lseccomp -lcyaml -lyaml -lsqlite3 -lcrypto -lz -lm -lpthread
# Only import/ole2.c needs these; looked up when it is compiled, since the
# packages may have been installed by the same make.
GSF_CFLAGS = $(shell printf -- '-isystem %s ' /usr/include/libgsf-1 \
  /usr/include/glib-2.0 /usr/lib*/glib-2.0/include /usr/lib/*/glib-2.0/include)

FOLDERS := core import allocate reports ledger
LIB_SRC := $(wildcard $(FOLDERS:%=%/*.c)) $(filter-out cli/main.c,$(wildcard cli/*.c))
SQL_SRC := $(wildcard $(FOLDERS:%=%/*.sql))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(SQL_SRC:%.sql=$(BUILD)/%_sql.o)
LIB := $(BUILD)/libdaopan.a
TEST_SRC := $(filter-out tests/support/%,$(wildcard tests/*/test_*.c))
TESTS := $(TEST_SRC:%.c=$(BUILD)/%)
SUPPORT_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
FUZZ_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/fuzz/fuzz_*.c))
Q := $(if $(V),,@)

DEMO := build/demo

.PHONY: all program deps-present deps demo test run-tests clang clean help
all: deps-present program ## build build/daopan and build/libdaopan.a

program: $(BUILD)/daopan $(LIB)
	$(Q)cp -f $(BUILD)/daopan build/daopan
	$(Q)cp -f $(LIB) build/libdaopan.a

deps: ## install what building and testing need (Debian packages)
	$(Q).ci/deps

deps-present:
	$(Q).ci/deps --if-missing

$(BUILD)/%.o: %.c | deps-present
	$(Q)mkdir -p $(@D)
	$(if $(V),,@echo "  CC    $<")
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/import/ole2.o: CPPFLAGS += $(GSF_CFLAGS)

# ledger/schema.sql becomes the string ledger_schema_sql[], as numbers, because
# compilers need not take string literals that long.
$(BUILD)/%_sql.c: %.sql
	$(Q)mkdir -p $(@D)
	$(Q){ echo 'extern const char $(subst /,_,$*)_sql[];'; \
	  echo 'const char $(subst /,_,$*)_sql[] = {'; \
	  od -An -v -t d1 $< | sed 's/[-0-9][0-9]*/&,/g'; echo '0};'; } >$@

$(BUILD)/%_sql.o: $(BUILD)/%_sql.c
	$(if $(V),,@echo "  CC    $<")
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) -c $< -o $@

$(LIB): $(LIB_OBJ)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/daopan: $(BUILD)/cli/main.o $(LIB)
	$(Q)$(CC) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(SUPPORT_OBJ) $(LIB)
	$(Q)$(CC) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS) $^ -lcmocka $(LDLIBS) -o $@

demo: all ## install, build, run the sample month, say where the workbooks are
	$(Q)mkdir -p $(DEMO)
	$(Q)build/daopan run --policy meishan-2024 --period 2023-08 \
	  --ledger $(DEMO)/daopan.db --out $(DEMO)/2023-08 samples/meishan/2023-08
	$(Q)find $(DEMO)/2023-08 -type f | sort

run-tests: $(TESTS) $(BUILD)/daopan
	$(Q).ci/run-tests $(BUILD) $(TESTS)

test: ## install, build and run all tests, plain and with sanitizers
	$(Q)$(MAKE) --no-print-directory VARIANT=debug run-tests
	$(Q)$(MAKE) --no-print-directory VARIANT=san run-tests
	$(Q)$(MAKE) --no-print-directory checks

clang: ## everything with clang, warnings as errors
	$(Q).ci/deps --if-missing clang
	$(Q)$(MAKE) --no-print-directory CC=clang VARIANT=clang WERROR=1 \
	  build/clang/daopan $(TEST_SRC:%.c=build/clang/%)

include .ci/checks.mk tests/bench/bench.mk

clean: ## remove build/
	$(Q)rm -rf build

help: ## this list
	$(Q)grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | \
	  sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(BUILD)/cli/main.d $(TESTS:=.d) $(SUPPORT_OBJ:.o=.d) \
  $(FUZZ_OBJ:.o=.d) $(BUILD)/tests/fuzz/libfuzzer.d
