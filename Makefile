# make run    the default estimate: VGG-8 on a FeFET chip (make run ARGS='estimate --set technode=22')
# make test   all tests
#             with DEBUG_INFO=dwarf both are built with lines and variables for a debugger
# make lint   formatting;  make format  mends it
# make docs   writes the generated pages: Param, docs/parameters.md, and the output of the examples
# make documentation   pages of the library as .build/TesseraKit.doccarchive, for a web server or Xcode
# make site   the documentation with search, a gallery of reports and the pages of the library, as .build/site/html; links are checked.
#             SITE_REFERENCE=0 leaves the pages of the library out, SITE_BASE=/tessera says where on a web server the site stands,
#             SITE_PROGRAM=PATH takes a program that is there already for the gallery
# make site-check   the site without gallery and library, for its links alone
# make fuzz   damaged files for every reader, and random configurations (make fuzz COUNT=100000 CONFIGURATIONS=10000 SEED=1)
# make sanitize   kernels in C under AddressSanitizer and UndefinedBehaviorSanitizer
# make check-arm   kernels in C for 64-bit ARM, run by qemu: their results are those of this processor
# make test-debug   the rooms of circuits, technology, formats and kernels in a debug build, with Swift's own checks
# make test-python  the Python package as its wheel, and the scripts in Python
# make check-house  rules of the house: lengths, names, READMEs, folders that need each other, what is public
# make test-pages   HTML reports, and the page of `tessera explore`, in Chromium
# make bench  speed of the estimator
# make install PREFIX=/usr/local   the program, which needs no Swift where it runs, its manual, and completions for shells
# make dist   the same as an archive, dist/tessera-*-linux-*.tar.gz
# make wheel  the Python package with the program and its libraries, as dist/tessera_imc-*.whl
# make wheel-check  tries the wheel with each Python that is found, and as root in a bare Debian
# make deb    a package of Debian, dist/tessera_*.deb, which lintian checks;  make deb-check  installs it in a bare Debian, as root
# make release   archive, wheel and package with their check sums, in dist (docs/release-checklist.md)
#
# Packages of Debian that are missing are installed first. STRICT=1 makes warnings errors.

PACKAGES := libopenblas-dev liblapacke-dev libprotobuf-c-dev libsqlite3-dev zlib1g-dev
ARGS     ?= estimate
BENCH_ARGS ?=
STRICT   ?=
FILTER   ?=
# Of `make fuzz`, `make sanitize` and `make check-arm`.
COUNT          ?= 100000
CONFIGURATIONS ?= 10000
SEED           ?= 1
ROUNDS         ?= 300
# Of `make site`.
SITE_REFERENCE ?= 1
SITE_BASE      ?=
SITE_PROGRAM   ?= .build/release/tessera

# Lines and variables for a debugger (DEBUG_INFO=dwarf) take a tenth of the time of a build.
DEBUG_INFO   ?= none
# Targets import only what the manifest names for them.
SWIFT_FLAGS := --explicit-target-dependency-import-check error -debug-info-format $(DEBUG_INFO) $(if $(STRICT),-Xswiftc -warnings-as-errors)
# Tests run optimized, because whole networks are estimated in them, and in a folder of their own, because they are
# built with other flags than the program.
TEST_FLAGS  := -c release --scratch-path .build/tests -Xswiftc -enable-testing $(SWIFT_FLAGS)
# A debug build of few rooms; the loops in C have sanitizers of their own.
DEBUG_FLAGS := --scratch-path .build/debug-tests -Xcc -O2
SOURCES     := Package.swift Plugins Sources Tests $(wildcard Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Benchmarks)

# The program has Swift's libraries in it: it starts in two thirds of the time, and what is installed needs no Swift. The
# second option is for the C library of the wheel.
STDLIB_FLAGS := $(if $(filter Linux,$(shell uname)),--static-swift-stdlib -Xswiftc -static-stdlib)
PREFIX       ?= /usr/local
STATIC_FLAGS := -c release $(STDLIB_FLAGS) --scratch-path .build/static -debug-info-format none -Xlinker -s
# Beside PACKAGES, for the wheel: a library that is opened at run time, and two whose licences the wheel has.
WHEEL_PACKAGES := libturbojpeg0 libicu72 libyaml-0-2
# For the package of Debian: its tools, and two whose licences it has.
DEB_PACKAGES   := dpkg-dev lintian libicu72 libyaml-0-2

.PHONY: run build test test-debug test-python test-pages check-house lint format docs documentation site site-check fuzz sanitize check-arm bench \
  install dist wheel wheel-check deb deb-check release clean packages toolchain

run: build
	.build/release/tessera $(ARGS)

build: toolchain packages
	swift build -c release --product tessera $(STDLIB_FLAGS) $(SWIFT_FLAGS)

test: toolchain packages
	swift build --build-tests $(TEST_FLAGS)
	swift test --skip-build --disable-xctest $(TEST_FLAGS) $(if $(FILTER),--filter '$(FILTER)')

# Package.swift knows which rooms these are.
test-debug: toolchain packages
	TESSERA_ROOMS=small swift build --build-tests $(DEBUG_FLAGS)
	TESSERA_ROOMS=small swift test --skip-build --disable-xctest $(DEBUG_FLAGS)

check-house:
	python3 Scripts/check-house.py

test-python: wheel
	python3 -m unittest discover -s Scripts/tests
	Scripts/test-python.sh

# With the program of the tests, or of `make build`.
test-pages: toolchain
	@if ! command -v chromium >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo 'Installing chromium'; apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium >/dev/null \
	    || echo 'chromium could not be installed'; \
	fi
	Scripts/check-html.sh $$(ls .build/tests/release/tessera .build/release/tessera 2>/dev/null | head -1)
	Scripts/check-explore.sh $$(ls .build/tests/release/tessera .build/release/tessera 2>/dev/null | head -1) 100

lint: toolchain
	swift format lint --strict --parallel --recursive $(SOURCES)

format: toolchain
	swift format format --in-place --parallel --recursive $(SOURCES)

docs: toolchain packages
	UPDATE_GENERATED=1 swift test --disable-xctest $(TEST_FLAGS) --filter 'GeneratedPages|Examples|StatisticsErrorTests'

documentation: build
	rm -rf .build/TesseraKit.doccarchive
	Scripts/documentation.sh .build/TesseraKit.doccarchive

site: $(if $(filter 0,$(SITE_REFERENCE)),$(if $(filter file,$(origin SITE_PROGRAM)),build),documentation)
	python3 Scripts/make-site.py --program '$(SITE_PROGRAM)' --base '$(SITE_BASE)' \
	  $(if $(filter 0,$(SITE_REFERENCE)),,--reference .build/TesseraKit.doccarchive) .build/site

site-check:
	python3 Scripts/make-site.py .build/site-check

fuzz: toolchain packages
	swift build --product Fuzz $(TEST_FLAGS)
	.build/tests/release/Fuzz --count $(COUNT) --configurations $(CONFIGURATIONS) --seed $(SEED) --output .build/fuzz

sanitize: toolchain packages
	Scripts/sanitize.sh $(ROUNDS) $(SEED)

check-arm: toolchain
	Scripts/check-arm.sh $(ROUNDS) $(SEED)

bench: toolchain packages
	swift run --package-path Benchmarks -c release tessera-bench $(BENCH_ARGS)

install: toolchain packages
	swift build $(STATIC_FLAGS) --product tessera
	install -D -m 755 .build/static/release/tessera '$(DESTDIR)$(PREFIX)/bin/tessera'
	install -d '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	.build/static/release/tessera --generate-completion-script bash \
	  > '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tessera'
	.build/static/release/tessera --generate-completion-script zsh > '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tessera'
	.build/static/release/tessera --generate-completion-script fish \
	  > '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tessera.fish'
	install -d '$(DESTDIR)$(PREFIX)/share/man'
	.build/static/release/tessera manual --force '$(DESTDIR)$(PREFIX)/share/man/man1'
	install -D -m 644 LICENSE '$(DESTDIR)$(PREFIX)/share/doc/tessera/LICENSE'

dist:
	rm -rf .build/dist
	$(MAKE) install DESTDIR=.build/dist/ PREFIX=tessera
	mkdir -p dist
	version=$$(Scripts/check-version.py) && time=$$(git -c safe.directory='$(CURDIR)' log -1 --format=%ct) && \
	  archive=dist/tessera-$$version-linux-$$(uname -m).tar.gz && \
	  tar cf - --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@$$time -C .build/dist tessera \
	    | gzip -9n > "$$archive" && echo "$$archive"

deb: PACKAGES += $(DEB_PACKAGES)
deb: toolchain packages
	rm -rf .build/deb
	$(MAKE) install DESTDIR=.build/deb PREFIX=/usr
	python3 Scripts/make-deb.py .build/deb dist

deb-check:
	Scripts/check-deb.sh

# One after the other, because they share a build.
release:
	Scripts/check-version.py
	$(MAKE) dist
	$(MAKE) wheel
	$(MAKE) deb
	version=$$(Scripts/check-version.py) && cd dist && sha256sum tessera-$$version-linux-*.tar.gz tessera_imc-$$version-*.whl \
	  tessera_$$(echo $$version | tr - '~')-1_*.deb > SHA256SUMS && cat SHA256SUMS

wheel: PACKAGES += $(WHEEL_PACKAGES)
wheel: toolchain packages
	swift build $(STATIC_FLAGS) --product tessera
	swift build $(STATIC_FLAGS) --product CTessera -Xlinker '--version-script=$(CURDIR)/Scripts/libtessera.map'
	python3 Scripts/make-wheel.py .build/static/release/tessera .build/static/release/libCTessera.so dist

wheel-check:
	Scripts/check-wheel.sh

clean:
	rm -rf .build Benchmarks/.build dist

toolchain:
	@command -v swift >/dev/null 2>&1 || { \
	  echo 'Swift 6.2 or later is needed, and `swift` is not in the PATH. Install it with swiftly:'; \
	  echo '  curl -O https://download.swift.org/swiftly/linux/swiftly-$$(uname -m).tar.gz'; \
	  echo '  tar zxf swiftly-$$(uname -m).tar.gz && ./swiftly init'; \
	  echo 'or see https://www.swift.org/install/.'; \
	  exit 1; }

packages:
	@command -v dpkg >/dev/null 2>&1 || { \
	  echo 'Not a Debian system: OpenBLAS with LAPACKE, protobuf-c, SQLite and zlib must be there with their headers.'; exit 0; }; \
	missing=; \
	for package in $(PACKAGES); do \
	  dpkg -s $$package 2>/dev/null | grep -q '^Status: install ok installed' || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then run=; \
	elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then run=sudo; \
	else \
	  echo "Packages are missing. Install them as root, then try again:"; \
	  echo "  apt-get update && apt-get install -y$$missing"; \
	  exit 1; \
	fi; \
	echo "Installing$$missing"; \
	$$run apt-get update -q && $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -q$$missing
