# Everything is set up in .venv on the first call; later calls start within seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check format score bench bench-peers clean

demo: $(STAMP)
	@echo "== reportnlp check：一篇有毛病的草稿"
	@$(BIN)/reportnlp check --exit-zero corpora/drafts/documents/draft_dv_02.txt
	@echo
	@echo "== reportnlp analyse：同一篇的章节、指标、提法、缺项"
	@$(BIN)/reportnlp analyse corpora/drafts/documents/draft_dv_02.txt

test: $(STAMP)
	@$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(STAMP)
	@$(BIN)/python -m reportnlp.evaluation

bench:
	@$(PYTHON) benchmarks/run.py speed

bench-peers:
	@$(PYTHON) benchmarks/run.py peers

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .bench-venv

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新的版本：make PYTHON=python3.11" >&2; exit 1; }
	@echo "正在安装到 $(VENV)（只在第一次需要）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $(STAMP)
