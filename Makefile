# Works with the make and the shell that macOS brings (GNU make 3.81, POSIX sh).

PORT = 8000
DATA =
WORKERS = 2
ARGS =

RUN = .venv/bin/python -m
# Named here, since `make -n` does whatever it finds $(MAKE) in.
AGAIN = $(MAKE) --no-print-directory
# Tests and benchmarks start hundreds of programs: what Python compiled is kept, as `make setup` has it kept for users,
# also where the environment forbids it.
COMPILED = PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX="$(CURDIR)/.venv/compiled"
TOOLS = browser="$$(tools/get-browser)" && java="$$(tools/get-java)" && \
	export RXLADDER_BROWSER="$$browser" JAVA_HOME="$$java"
PYTEST = $(COMPILED) $(RUN) pytest -n $(WORKERS) --dist worksteal
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url $(if $(UPGRADE),--upgrade) pyproject.toml

.PHONY: help setup setup-dev setup-spark run test test-long bench check format lock audit-dependencies

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with what the site needs, start nothing
	@tools/setup run

setup-dev: ## the same, with what developing and testing need
	@tools/setup dev

setup-spark: ## the site and what `rxladder bulk --engine spark` needs
	@tools/setup spark

run: setup ## start the site: make run [PORT=8123] [DATA=/some/folder]
	@.venv/bin/rxladder serve --port $(PORT) $(if $(DATA),--data "$(DATA)")

# The tests in a browser come by themselves, last, and neither half reads the other's files. They are few and long:
# each is given out once somebody is free. Status 5 is pytest's for "none of these".
# A browser and a Java, if they have to be brought, come while the checks run; what fails in that is tried again after.
test: setup-dev ## run the checks and every test but the long ones: make test [ARGS="-k florida"]
	@{ tools/get-java; tools/get-browser; } >/dev/null & $(AGAIN) check; checked=$$?; wait; exit $$checked
	@$(TOOLS) && \
	{ $(PYTEST) --ignore=tests/browser -m "not long and not browser" $(ARGS) || [ $$? = 5 ]; } && \
	{ $(PYTEST) --dist load --maxschedchunk 1 --ignore-glob="tests/[!b]*" -m "browser and not long" $(ARGS) || \
		[ $$? = 5 ]; }

test-long: setup-dev ## run the tests that take minutes: mutations, many examples, large workforces
	@tools/get-proxies && $(TOOLS) && $(PYTEST) -m "long or hypothesis" --hypothesis-profile=many $(ARGS)

bench: setup-dev ## run every benchmark; each prints ratios against its own baseline
	@for each in benchmarks/bench_*.py; do $(COMPILED) .venv/bin/python -m "benchmarks.$$(basename "$$each" .py)" || exit 1; done

# Mypy loads Django's settings, which make a secret key: not in the user's own data folder.
check: setup-dev ## lint, formatting, types, floors
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@.venv/bin/lint-imports >.venv/floors.txt & floors=$$!; \
		RXLADDER_DATA=.mypy_cache $(RUN) mypy -n $(WORKERS); types=$$?; \
		wait $$floors || { cat .venv/floors.txt; exit 1; }; tail -n 2 .venv/floors.txt; exit $$types

format: setup-dev ## put the code in its one format
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

# Over the network; `make test` holds the locks against the advisories that requirements/advisories.yaml keeps.
audit-dependencies: setup-dev ## ask which locked packages have published holes
	@for each in requirements/*.txt; do .venv/bin/pip-audit --strict --disable-pip -r "$$each" || exit 1; done

lock: setup-dev ## pin what pyproject.toml asks for: make lock [UPGRADE=1]
	@$(COMPILE) --group build -o requirements/run.txt
	@$(COMPILE) --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	@echo "pyspark>=4,<4.1" | $(subst pyproject.toml,-,$(COMPILE)) -c requirements/dev.txt -o requirements/spark.txt
