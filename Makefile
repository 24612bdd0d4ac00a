# Hejie (和解). `make help` lists what there is. Each target works from a clean clone on Debian or Ubuntu with Go, git and
# make; as root it installs the packages it needs, otherwise it prints the line that does.
.DEFAULT_GOAL := help
SHELL := /bin/bash
DATA ?= .data
SEED ?=
STACK = bin/devstack --data
REALDATA ?= $(abspath ../shared/realdata)

PACKAGES = postgresql chromium poppler-utils qpdf fonts-noto-cjk nodejs npm openssl unzip python3
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.7.0
WORKFLOWCHECK = go.temporal.io/sdk/contrib/tools/workflowcheck@v0.4.0
GOLANGCI = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.5.0

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: bin/hejie bin/devstack ## bin/hejie and bin/devstack

bin/hejie: FORCE
	@go build -o $@ ./cmd/hejie

bin/hejie-faults: FORCE # falls at a marked point when told to; for faultlab alone
	@go build -tags faults -o $@ ./cmd/hejie

bin/devstack: FORCE
	@test -e $@ || echo "Compiling devstack (PostgreSQL starter and Temporal server). The first time takes 4 to 8 minutes on two cores; later it is a second."
	@cd devstack && go build -o ../$@ .

FORCE:

deps: ## the Debian packages that running and testing need
	@scripts/deps postgresql poppler-utils

test-deps:
	@scripts/deps $(PACKAGES)
	@scripts/axe

run: deps build ## everything up with demo accounts; the headline case rehearsed once; then it keeps serving
	@$(STACK) $(DATA)/run --port-base 20500 -- bin/hejie dev --rehearse docs/rehearsals/headline.yaml

demo: deps build ## the headline case on an empty data directory; every document in out/; exits 0 only if every fact is where it belongs
	@rm -rf out $(DATA)/demo && mkdir -p out
	@$(STACK) $(DATA)/demo -- bin/hejie rehearse --seed "$(SEED)" --out out docs/rehearsals/*.yaml

test: test-deps build bin/hejie-faults ## every test: units, real PostgreSQL, real Temporal, real Chromium
	@rm -rf $(DATA)/test
	@$(STACK) $(DATA)/test -- go test -timeout 20m ./...
	@cd devstack && go test -count=1 -timeout 10m ./...
	@$(STACK) $(DATA)/test -- go test -count=1 -timeout 15m -tags engine ./workflows/ ./worker/ ./e2e/
	@cd faultlab && go test -count=1 -timeout 15m ./...

faults: deps build bin/hejie-faults ## the fault tests alone, with the times they took
	@cd faultlab && go test -count=1 -timeout 15m -v ./...

corpus: deps build ## the tests over real files in ../shared/realdata
	@test -d "$(REALDATA)" || { echo "corpus: $(REALDATA) is not here, so nothing was checked; name the folder: make corpus REALDATA=DIR"; exit 1; }
	@scripts/deps gpsbabel
	@rm -rf $(DATA)/corpus
	@set -o pipefail; rooms=$$(grep -rl --include='*_test.go' '^//go:build corpus' api internal | xargs -rn1 dirname | sort -u | sed 's|^|./|'); \
	test -n "$$rooms" || { echo "corpus: there are no such tests"; exit 1; }; \
	HEJIE_REALDATA="$(REALDATA)" $(STACK) $(DATA)/corpus -- go test -count=1 -timeout 4m -tags corpus -run '^TestCorpus' $$rooms 2>&1 \
	| awk '{ print } /no tests to run/ { none = 1 } END { exit none }'

record: build ## record the workflow histories that the replay test walks
	@rm -rf $(DATA)/record
	@rm -f workflows/testdata/histories/*.json
	@$(STACK) $(DATA)/record --renew-after 150 -- env HEJIE_RECORD=1 go test -tags engine ./workflows/

doors: test-deps build ## disable each route in turn and print the test that fails for it
	@rm -rf $(DATA)/doors
	@$(STACK) $(DATA)/doors -- go run ./cmd/doors

bench: deps build ## the figures, as ratios taken in one run
	@scripts/deps gpsbabel
	@rm -rf $(DATA)/bench
	@$(STACK) $(DATA)/bench -- go run ./cmd/bench

fuzz: ## ten minutes per parser
	@scripts/fuzz $(or $(FUZZTIME),10m)

lint: ## gofmt, vet, staticcheck, workflowcheck, a short golangci list
	@test -z "$$(gofmt -l . | grep -v node_modules)" || { gofmt -l .; exit 1; }
	@for tag in none corpus engine faults; do go vet -tags $$tag ./... || exit 1; done
	@(cd devstack && go vet ./...) && (cd faultlab && go vet ./...)
	@go run $(STATICCHECK) ./...
	@go run $(WORKFLOWCHECK) ./workflows/...
	@go run $(GOLANGCI) run

clean: ## remove what was built and the data of runs
	@rm -rf bin out $(DATA)

.PHONY: help build deps test-deps run demo test faults corpus record doors bench fuzz lint clean FORCE
