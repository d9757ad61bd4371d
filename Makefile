# Makefile -- builds, tests and installs outset.  GNU make 3.81 or later.
#
#   make demo              set up, build, and make the pack of a sample engagement
#   make check             set up, build, and run all tests
#   make                   optimised build in build/release/
#   make MODE=debug        also: asan, cov, portable -- each in its own build/<mode>/
#   make install DESTDIR=… prefix=/usr
#   make measure-wording   how well the wording rules find what people labelled
#   make help              list of targets
#
# Put local overrides in config.mk; CC, CFLAGS, CPPFLAGS and LDFLAGS are yours, we only add.

NAME    := outset
VERSION := 0.1.0
# Of this version, as manual pages show it.
RELEASED := 2026-11-30

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:

-include config.mk

# --- where things go ------------------------------------------------------------------------

MODE ?= release
O    := build/$(MODE)

prefix  ?= /usr/local
bindir  ?= $(prefix)/bin
libdir  ?= $(prefix)/lib
datadir ?= $(prefix)/share
pkglib  := $(libdir)/$(NAME)
pkgdata := $(datadir)/$(NAME)
mandir  ?= $(datadir)/man
# Where shells look for completions by themselves.
bashdir ?= $(datadir)/bash-completion/completions
zshdir  ?= $(datadir)/zsh/site-functions
fishdir ?= $(datadir)/fish/vendor_completions.d

# --- what it needs --------------------------------------------------------------------------

# Debian packages; README.md says what each is for.
PACKAGES := gcc make pkg-config libglib2.0-dev libpcre2-dev libxml2-dev libzip-dev libjansson-dev \
            zlib1g-dev libdeflate-dev libcairo2-dev libpango1.0-dev liblcms2-dev fontconfig fonts-lato \
            fonts-dejavu-core fonts-crosextra-caladea libcsv-dev libical-dev libqpdf-dev librsvg2-dev \
            libxlsxwriter-dev
# What the tests use besides: readers of PDF, of zip archives and of manual pages that others wrote.
TEST_PACKAGES := qpdf poppler-utils unzip libpoppler-glib-dev mandoc bsdextrautils zip python3-jsonschema

# The program itself links little; what reads and writes archives, draws, writes calendars or workbooks,
# or reads the PDF files of others are objects of their own, each a folder of cli/, loaded when needed
# (base/object.h).
PKGS          := glib-2.0 libpcre2-8 libxml-2.0 jansson
ZIP_PKGS      := libzip
DRAW_PKGS     := cairo-pdf cairo-ft pangocairo pangoft2 fontconfig lcms2 libdeflate
CALENDAR_PKGS := libical
EXTRACT_PKGS  := libqpdf zlib
LOGO_PKGS     := librsvg-2.0 cairo
ALL_PKGS      := $(PKGS) $(ZIP_PKGS) $(DRAW_PKGS) $(CALENDAR_PKGS) $(EXTRACT_PKGS) $(LOGO_PKGS)
# What only tests/unit/test-pdf-conformance.c links besides.
READ_PKGS     := libqpdf poppler-glib

# --- tools and flags ------------------------------------------------------------------------

INSTALL    ?= install
PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
        -Wformat=2 -Wundef -Wvla -Wno-missing-field-initializers

# What the compiler and the linker can do against a fault that is misused; SECURITY.md.
HARDEN       := -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2
HARDEN_LINK  := -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack

# Nothing of the folder in which it is built is in the program.
HERE         := '-ffile-prefix-map=$(subst ','\'',$(CURDIR))=.'
MODE_release := $(HARDEN) $(HERE)
MODE_debug   := -O0 -g3 -Werror
MODE_asan    := -O1 -g3 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_cov     := -O0 -g3 --coverage -DOT_COVERAGE
# Without what only Linux has (cli/base/system.h), to see that the rest does as well.
MODE_portable := $(HARDEN) $(HERE) -DOT_PORTABLE
# With clang only: what `make fuzz` builds its targets with, and with FAST=yes, for many more runs that see
# less: only what breaks the program or a promise of the target.
MODE_fuzz    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
                -fno-sanitize-recover=all -w
MODE_fuzz-fast := -O2 -g1 -fsanitize-coverage=inline-8bit-counters,pc-table -w
ifeq ($(origin MODE_$(MODE)),undefined)
  $(error MODE must be one of release, debug, asan, cov, portable, fuzz, fuzz-fast)
endif

# Asked only when something is to be compiled, so that `make clean` works on a bare machine and
# `make demo` can install first.
ifneq ($(filter-out help clean packages demo check bench coverage uninstall deb dist distcheck,$(or $(MAKECMDGOALS),all)),)
  MISSING := $(strip $(shell for p in $(ALL_PKGS); do \
                $(PKG_CONFIG) --exists $$p || echo $$p; done))
  ifneq ($(MISSING),)
    $(error missing development packages: $(MISSING); `make packages` installs them)
  endif
  PKG_CFLAGS    := $(shell $(PKG_CONFIG) --cflags $(ALL_PKGS))
  PKG_LIBS      := $(shell $(PKG_CONFIG) --libs $(PKGS)) -lcsv -lm
  ZIP_LIBS      := $(shell $(PKG_CONFIG) --libs $(ZIP_PKGS))
  DRAW_LIBS     := $(shell $(PKG_CONFIG) --libs $(DRAW_PKGS)) -lm
  CALENDAR_LIBS := $(shell $(PKG_CONFIG) --libs $(CALENDAR_PKGS))
  EXTRACT_LIBS  := $(shell $(PKG_CONFIG) --libs $(EXTRACT_PKGS))
  LOGO_LIBS     := $(shell $(PKG_CONFIG) --libs $(LOGO_PKGS))
  # Its .pc file asks for minizip, which its package does not bring on Debian 13.
  WORKBOOK_LIBS := -lxlsxwriter -lm
  OBJECT_LIBS   := $(ZIP_LIBS) $(DRAW_LIBS) $(CALENDAR_LIBS) $(EXTRACT_LIBS) $(LOGO_LIBS) $(WORKBOOK_LIBS)
endif

ifneq ($(filter tests check-all check-faults,$(MAKECMDGOALS)),)
  MISSING := $(strip $(shell for p in $(READ_PKGS); do $(PKG_CONFIG) --exists $$p || echo $$p; done))
  ifneq ($(MISSING),)
    $(error missing development packages of the tests: $(MISSING); `make check` installs them)
  endif
endif

# A processor that can multiply and add in one step, as ARM does, rounds once instead of twice, and a
# line of a document might break elsewhere than on another.
SAME_BYTES := -ffp-contract=off
# The older unit of 32-bit PCs keeps more digits than the others.
ifneq ($(filter i386-% i486-% i586-% i686-%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
  SAME_BYTES += -msse2 -mfpmath=sse
endif
# Where addresses have 32 bits, files may be longer than 2 GB all the same.
LARGE_FILES := -D_FILE_OFFSET_BITS=64

# Only base/data.c knows where the program is installed, so another prefix rebuilds that alone.
PLACES     := -DPKGDATADIR='"$(pkgdata)"' -DPKGLIBDIR='"$(pkglib)"'
ALL_CFLAGS  = -std=gnu11 $(WARN) $(SAME_BYTES) $(LARGE_FILES) -fPIC -Icli -DVERSION='"$(VERSION)"' -DRELEASED='"$(RELEASED)"' $(PKG_CFLAGS) $(CPPFLAGS) \
              $(CFLAGS) $(MODE_$(MODE))
ALL_LDFLAGS = $(HARDEN_LINK) $(LDFLAGS)

ifndef V
  say = @printf '  %-5s %s\n' $(1) $(patsubst $(O)/%,%,$@);
endif

# --- files ----------------------------------------------------------------------------------

SRC   := $(sort $(wildcard cli/*.c cli/*/*.c))
CORE  := $(filter-out cli/main.c cli/manual/% cli/pdf/% cli/calendar/% cli/extract/% cli/logo/% \
           cli/workbook/% cli/zip/%,$(SRC))
UNIT  := $(sort $(wildcard tests/unit/*.c))
DATA  := $(filter-out samples/pictures/%,$(sort $(wildcard templates/*.* schemas/*.* schemas/*/*.* \
           fonts/* samples/*.* samples/*/*.* samples/*/*/*.*)))

BIN        := $(O)/$(NAME)
OBJECTS    := $(patsubst %,$(O)/$(NAME)-%.so,zip draw calendar extract logo workbook)
CORE_OBJ   := $(CORE:%.c=$(O)/%.o)
ZIP_OBJ    := $(patsubst %.c,$(O)/%.o,$(filter cli/zip/%,$(SRC)))
DRAW_OBJ   := $(patsubst %.c,$(O)/%.o,$(filter cli/pdf/%,$(SRC)))
CALENDAR_OBJ := $(patsubst %.c,$(O)/%.o,$(filter cli/calendar/%,$(SRC)))
EXTRACT_OBJ  := $(patsubst %.c,$(O)/%.o,$(filter cli/extract/%,$(SRC)))
LOGO_OBJ     := $(patsubst %.c,$(O)/%.o,$(filter cli/logo/%,$(SRC)))
WORKBOOK_OBJ := $(patsubst %.c,$(O)/%.o,$(filter cli/workbook/%,$(SRC)))
MANUAL_OBJ   := $(patsubst %.c,$(O)/%.o,$(filter cli/manual/%,$(SRC)))
MANUAL     := $(O)/$(NAME)-manual
MANUALS    := $(O)/manual/stamp
UNITS      := $(UNIT:%.c=$(O)/%)
TESTED_OBJ := $(CORE_OBJ) $(ZIP_OBJ) $(DRAW_OBJ) $(CALENDAR_OBJ) $(EXTRACT_OBJ) $(LOGO_OBJ) $(WORKBOOK_OBJ)
TESTED     := $(O)/tests/$(NAME)-tested.so
# Makes calls of the system fail, one after the other; a tree of files, and what it puts before the
# C library.  Sanitizers want to be before it themselves.
FAULTS     := $(O)/tests/faults/faults $(O)/tests/faults/inject.so
# Runs a program under a kernel that lacks something.
WITHOUT    := $(O)/tests/kernels/without
FUZZ_SHARED := tests/fuzz/fuzz.c tests/fuzz/bundle.c
FUZZ       := $(filter-out $(FUZZ_SHARED) tests/fuzz/replay.c,$(sort $(wildcard tests/fuzz/*.c)))
REPLAYS    := $(FUZZ:tests/fuzz/%.c=$(O)/tests/fuzz/replay-%)
FUZZERS    := $(FUZZ:tests/fuzz/%.c=$(O)/%)
MEASURE    := $(O)/tests/wording/measure
BENCH      := $(O)/tests/bench/words $(O)/tests/bench/measure $(O)/tests/bench/validate
BENCH_DRAW := $(O)/$(NAME)-bench
BENCH_PACKS := $(O)/$(NAME)-bench-packs

# --- build ----------------------------------------------------------------------------------

.PHONY: fuzz fuzzers fuzz-run check-faults check-valgrind coverage
.PHONY: all tests packages demo check check-all check-interop check-install check-headers check-statics bench bench-peers
.PHONY: measure-wording measured check-measured install uninstall deb dist distcheck lint clean help FORCE demo-run bench-run

all: $(BIN) $(OBJECTS) $(MANUALS)  ## build the program
tests: $(TESTED) $(UNITS) $(REPLAYS) $(FAULTS) $(WITHOUT) $(BENCH) $(BENCH_DRAW) $(BENCH_PACKS)

# Each holds what is given to the compiler; its time changes only when that does, so a changed flag
# rebuilds.
$(O)/flags: STAMP = $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(PKG_LIBS) $(OBJECT_LIBS)
$(O)/places: STAMP = $(PLACES)
$(O)/flags $(O)/places: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(STAMP))' | cmp -s - $@ || echo '$(subst ','\'',$(STAMP))' > $@

$(O)/cli/base/data.o: $(O)/places
$(O)/cli/base/data.o: CPPFLAGS += $(PLACES)

$(O)/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) $(READ_CFLAGS) -MMD -MP -c -o $@ $<

# Manual pages and completions are made from the tables of options.
$(MANUAL): $(MANUAL_OBJ) $(CORE_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -ldl

$(MANUALS): $(MANUAL)
	@mkdir -p $(@D)
	$(call say,MAN)$(MANUAL) $(@D) && touch $@

# The objects take what they share with the program from the program.
$(BIN): $(O)/cli/main.o $(CORE_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -Wl,--export-dynamic -o $@ $^ $(PKG_LIBS) -ldl

$(O)/$(NAME)-zip.so: $(ZIP_OBJ)
$(O)/$(NAME)-zip.so: LIBS = $(ZIP_LIBS)
$(O)/$(NAME)-draw.so: $(DRAW_OBJ)
$(O)/$(NAME)-draw.so: LIBS = $(DRAW_LIBS)
$(O)/$(NAME)-calendar.so: $(CALENDAR_OBJ)
$(O)/$(NAME)-calendar.so: LIBS = $(CALENDAR_LIBS)
$(O)/$(NAME)-extract.so: $(EXTRACT_OBJ)
$(O)/$(NAME)-extract.so: LIBS = $(EXTRACT_LIBS)
$(O)/$(NAME)-logo.so: $(LOGO_OBJ)
$(O)/$(NAME)-logo.so: LIBS = $(LOGO_LIBS)
$(O)/$(NAME)-workbook.so: $(WORKBOOK_OBJ)
$(O)/$(NAME)-workbook.so: LIBS = $(WORKBOOK_LIBS)
$(OBJECTS):
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -Wl,-Bsymbolic -o $@ $^ $(LIBS)

# All that is tested, linked once: a hundred programs with all of it in each would take longer to link
# than to run.  Tests need not be linked again when it changes: nothing of it is copied into them, as
# they are compiled with -fPIC, too.
$(TESTED): $(TESTED_OBJ)
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -Wl,-soname,$(@F) -o $@ $^ $(PKG_LIBS) \
	  $(OBJECT_LIBS) -ldl

WITH_TESTED := -Wl,-rpath,'$$ORIGIN/..'
$(UNITS): $(O)/%: $(O)/%.o | $(TESTED)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(WITH_TESTED) -o $@ $^ $(TESTED) $(PKG_LIBS) \
	  $(OBJECT_LIBS) $(READ_LIBS) -ldl

# Each door of untrusted files twice: with our replay of known files, and with clang's libFuzzer.
FUZZ_SHARED_OBJ := $(FUZZ_SHARED:%.c=$(O)/%.o)
$(REPLAYS): $(O)/tests/fuzz/replay-%: $(O)/tests/fuzz/%.o $(O)/tests/fuzz/replay.o $(FUZZ_SHARED_OBJ) | $(TESTED)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(WITH_TESTED) -o $@ $^ $(TESTED) $(PKG_LIBS) \
	  $(OBJECT_LIBS) -ldl
$(FUZZERS): $(O)/%: $(O)/tests/fuzz/%.o $(FUZZ_SHARED_OBJ) $(TESTED_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -Wl,--export-dynamic -o $@ $^ $(PKG_LIBS) \
	  $(OBJECT_LIBS) -ldl

$(O)/tests/faults/faults: $(O)/tests/faults/faults.o $(O)/tests/faults/tree.o
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(O)/tests/faults/inject.so: $(O)/tests/faults/inject.o
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -o $@ $^ -ldl

$(WITHOUT): $(O)/tests/kernels/without.o
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^

CONFORMANCE := $(O)/tests/unit/test-pdf-conformance
$(CONFORMANCE): READ_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(READ_PKGS))
$(CONFORMANCE): READ_LIBS = $(shell $(PKG_CONFIG) --libs $(READ_PKGS))

$(MEASURE) $(BENCH): %: %.o $(CORE_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -ldl

# It lies beside the objects that it loads.  The linker puts its clock around these functions.
$(BENCH_DRAW): TIMED := ot_resources_template ot_template_expand ot_draw_pdf ot_fonts_new ot_compose \
                        ot_shape_new ot_layout_document ot_paginate ot_layout_furniture ot_paint \
                        ot_finish ot_selfcheck
$(BENCH_DRAW): $(O)/tests/bench/brief.o $(CORE_OBJ) $(DRAW_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -Wl,--export-dynamic $(TIMED:%=-Wl,--wrap=%) \
	  -o $@ $^ $(PKG_LIBS) $(DRAW_LIBS) -ldl

$(BENCH_PACKS): TIMED := ot_draw_master_copy ot_docx_master_copy
$(BENCH_PACKS): $(O)/tests/bench/packs.o $(CORE_OBJ)
	$(call say,LD)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -Wl,--export-dynamic $(TIMED:%=-Wl,--wrap=%) \
	  -o $@ $^ $(PKG_LIBS) -ldl

-include $(SRC:%.c=$(O)/%.d) $(UNIT:%.c=$(O)/%.d) $(patsubst %.c,$(O)/%.d,$(wildcard tests/fuzz/*.c tests/faults/*.c tests/kernels/*.c)) \
         $(MEASURE).d $(BENCH:=.d) $(O)/tests/bench/brief.d $(O)/tests/bench/packs.d
.SECONDARY:

# --- set up ---------------------------------------------------------------------------------

# Asks the system's package manager for what is missing, and only then; so it works without a
# network once all is there.
packages:  ## install what is missing from the system's packages
	@command -v dpkg-query >/dev/null || { echo 'Not a Debian system: see README.md, "Building".'; exit 0; }; \
	missing=; for p in $(PACKAGES) $(WANTED); do \
	  dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	test -z "$$missing" && exit 0; \
	line="apt-get install -y --no-install-recommends$$missing"; \
	if test "$$(id -u)" = 0; then as=; \
	elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || test -t 0; }; then as=sudo; \
	else echo 'Some packages are missing. Ask the administrator to run this line, then try again:'; \
	  echo "  $$line"; exit 2; fi; \
	echo "Installing:$$missing"; \
	$$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as $$line >/dev/null

demo: packages  ## set up, build, make the pack of a sample, and list its files
	@$(MAKE) --no-print-directory demo-run

demo-run: all
	@rm -rf build/demo
	@$(BIN) new build/demo --sample winter-gritting
	@$(BIN) pack build/demo
	@echo; echo "The pack lies in $(CURDIR)/build/demo/pack:"; ls -l build/demo/pack

# --- test -----------------------------------------------------------------------------------

check:  ## set up, build, and run all tests (works with any MODE)
	@$(MAKE) --no-print-directory packages WANTED='$(TEST_PACKAGES)'
	@$(MAKE) --no-print-directory check-all

check-all: all tests check-headers check-statics check-measured
	@tests/run.sh $(O)

# clang is no part of what `make check` installs: only who looks for new faults needs it.
CLANG   ?= clang
SECONDS ?= 60
FAST    ?= no
FUZZ_MODE := $(if $(filter yes,$(FAST)),fuzz-fast,fuzz)

fuzz:  ## build the fuzz targets with clang, build/fuzz/; FAST=yes: build/fuzz-fast/
	@command -v $(lastword $(CLANG)) >/dev/null || { echo 'The fuzz targets need clang.'; exit 2; }
	@$(MAKE) --no-print-directory MODE=$(FUZZ_MODE) CC='$(CLANG)' fuzzers

fuzzers: $(FUZZERS)

fuzz-run: fuzz  ## run each fuzz target for SECONDS; TARGETS='spec draft' FAST=yes RECORD=yes
	@RECORD=$(RECORD) tests/fuzz/run.sh build/$(FUZZ_MODE) $(SECONDS) $(or $(TARGETS),$(FUZZ:tests/fuzz/%.c=%))

check-faults: all tests  ## make each call of the system fail in turn (half an hour); NAMES='log pack'
	@OUTSET_CASES="$(CURDIR)/tests/cases" $(O)/tests/faults/faults "$(CURDIR)/$(BIN)" \
	  "$(CURDIR)/$(O)/tests/faults/inject.so" tests/faults/plan.ini 0 $(NAMES)

check-valgrind: all  ## a run of each kind under valgrind
	@tests/valgrind.sh $(O)

coverage:  ## run all tests, and print how many lines and branches they reach (half an hour)
	@$(MAKE) --no-print-directory MODE=cov all tests
	@tests/coverage.sh build/cov

check-interop: all  ## let independent programs judge what we make, those that are there
	@tests/interop/run.sh $(O)

check-headers:  # every header compiles on its own
	@for h in $(sort $(wildcard cli/*.h cli/*/*.h)); do \
	  $(CC) $(ALL_CFLAGS) -fsyntax-only -x c $$h || exit 1; done

# Nothing that can be changed outlives a call, but GLib's mark of errors, what a handler of signals
# needs, and where a confined process asks; coverage and sanitizers have data of their own.
STATICS := base/error.o:q.* base/pending.o:table confine/ask.o:channel
check-statics: all
	@case $(MODE) in release|debug) ;; *) exit 0;; esac; \
	objdump -t $(filter $(O)/cli/%,$(TESTED_OBJ)) | \
	awk '/file format/ {sub(/^.*cli\//, ""); sub(/:.*/, ""); file = $$0} \
	  / O \.(data|bss|tdata|tbss)/ && !/ \.data\.rel\.ro/ {print file ":" $$NF} / O \*COM\*/ {print file ":" $$NF}' | \
	while read -r found; do \
	  known=; for s in $(STATICS); do case $$found in $$s) known=1;; esac; done; \
	  [ -n "$$known" ] || { echo "$$found can be changed by whoever calls; hand it on instead"; exit 1; }; done

# Sentences that people labelled, in columns: id, source, kind, stratum, text, labels.
LABELLED ?= tests/wording/dev.tsv

# What `outset explain` says of precision is what is measured now.
check-measured: $(MEASURE)
	@tests/wording/measured.sh $(MEASURE) | cmp -s - schemas/measured.xml || { \
	  echo 'schemas/measured.xml is not what is measured now; `make measured` writes it'; exit 1; }

measured: $(MEASURE)
	@tests/wording/measured.sh $(MEASURE) > $(O)/measured.xml
	@mv $(O)/measured.xml schemas/measured.xml

measure-wording: $(MEASURE)  ## precision and recall of the wording rules; LABELLED=FILE.tsv
	@OUTSET_DATA=. $(MEASURE) $(LABELLED)

bench:  ## print how fast it is
	@$(MAKE) --no-print-directory packages WANTED='$(TEST_PACKAGES)'
	@$(MAKE) --no-print-directory bench-run

bench-run: all $(BENCH) $(BENCH_DRAW) $(BENCH_PACKS)
	@tests/bench/run.sh $(O)

bench-peers: all $(BENCH) $(BENCH_PACKS)  ## print how fast it is beside its peers, those that are there
	@tests/bench/peers.sh $(O)

lint: check-headers  ## static analysis
	cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr --library=gtk \
	  --suppress=varFuncNullUB -D'G_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=' -D'G_GNUC_PRINTF(a,b)=' \
	  -DG_GNUC_NULL_TERMINATED= -DVERSION='""' -DRELEASED='""' -DPKGDATADIR='""' -DPKGLIBDIR='""' -Icli $(SRC)

# --- install --------------------------------------------------------------------------------

install: all  ## install under $(DESTDIR)$(prefix)
	$(INSTALL) -d "$(DESTDIR)$(bindir)" "$(DESTDIR)$(pkglib)"
	$(INSTALL) -m 755 $(BIN) "$(DESTDIR)$(bindir)/$(NAME)"
	$(INSTALL) -m 644 $(OBJECTS) "$(DESTDIR)$(pkglib)"
	$(INSTALL) -d "$(DESTDIR)$(mandir)/man1" "$(DESTDIR)$(bashdir)" "$(DESTDIR)$(zshdir)" "$(DESTDIR)$(fishdir)"
	$(INSTALL) -m 644 $(O)/manual/*.1 "$(DESTDIR)$(mandir)/man1"
	$(INSTALL) -m 644 $(O)/manual/$(NAME).bash "$(DESTDIR)$(bashdir)/$(NAME)"
	$(INSTALL) -m 644 $(O)/manual/_$(NAME) "$(DESTDIR)$(zshdir)"
	$(INSTALL) -m 644 $(O)/manual/$(NAME).fish "$(DESTDIR)$(fishdir)"
	@for f in $(DATA); do \
	  $(INSTALL) -d "$(DESTDIR)$(pkgdata)/$$(dirname $$f)" && \
	  $(INSTALL) -m 644 $$f "$(DESTDIR)$(pkgdata)/$$f" || exit 1; done

uninstall:  ## remove what install put there
	rm -f "$(DESTDIR)$(bindir)/$(NAME)"
	rm -f "$(DESTDIR)$(mandir)/man1/$(NAME).1" "$(DESTDIR)$(mandir)"/man1/$(NAME)-*.1
	rm -f "$(DESTDIR)$(bashdir)/$(NAME)" "$(DESTDIR)$(zshdir)/_$(NAME)" "$(DESTDIR)$(fishdir)/$(NAME).fish"
	rm -rf "$(DESTDIR)$(pkglib)" "$(DESTDIR)$(pkgdata)"

check-install: all
	rm -rf $(O)/stage
	$(MAKE) install DESTDIR="$(CURDIR)/$(O)/stage"
	"$(O)/stage$(bindir)/$(NAME)" --version
	$(MAKE) uninstall DESTDIR="$(CURDIR)/$(O)/stage"
	test -z "$$(find $(O)/stage ! -type d)"

deb:  ## make a Debian package, build/deb/
	rm -rf build/deb
	$(MAKE) install O=build/deb/objects prefix=/usr DESTDIR="$(CURDIR)/build/deb/stage" zshdir=/usr/share/zsh/vendor-completions
	cli/package/deb.sh build/deb/stage $(VERSION) $(RELEASED) build/deb

# What git has of the last commit, in the same bytes each time.
dist:  ## make the source archive, build/
	@test -e .git || { echo 'The source archive is made of the last commit; there is no git here.'; exit 2; }
	@mkdir -p build
	git -c tar.umask=0022 archive --format=tar --prefix=$(NAME)-$(VERSION)/ \
	  -o build/$(NAME)-$(VERSION).tar HEAD
	gzip -9nf build/$(NAME)-$(VERSION).tar

distcheck: dist  ## make the source archive, then build, test and install from it
	rm -rf build/dist && mkdir build/dist
	tar -xzf build/$(NAME)-$(VERSION).tar.gz -C build/dist
	$(MAKE) -C build/dist/$(NAME)-$(VERSION) check
	$(MAKE) -C build/dist/$(NAME)-$(VERSION) check-install

clean:  ## remove build/
	rm -rf build

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1	\2/p' Makefile | expand -t 18
