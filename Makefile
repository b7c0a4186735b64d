# Everything is set up in .venv on the first call; later calls start within seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.installed
STAMP := $(VENV)/.installed-dev
OUT := build/demo
SUDO := $(shell test "$$(id -u)" = 0 || command -v sudo)

.PHONY: demo test test-browser test-office check format score bench bench-peers bench-archive clean

demo: $(BASE)
	@mkdir -p $(OUT)
	@echo "== 检查（check）：一篇有毛病的草稿"
	@$(BIN)/reportnlp check --exit-zero corpora/drafts/documents/draft_dv_02.txt
	@echo
	@echo "== 分析（analyse）：同一篇的章节、指标、提法、缺项"
	@$(BIN)/reportnlp analyse corpora/drafts/documents/draft_dv_02.txt
	@echo
	@echo "== 收集（collect）：把缺的数字列成清单，交各部门填写"
	@$(BIN)/reportnlp collect --force corpora/drafts/documents/draft_dv_02.txt -o $(OUT)/缺项清单.xlsx
	@echo
	@echo "== 起草（draft）：用事实表写初稿，数字一个不编"
	@$(BIN)/reportnlp draft corpora/facts/files/zuzhibu.yaml
	@$(BIN)/reportnlp draft -q corpora/facts/files/zuzhibu.yaml -o $(OUT)/初稿.docx
	@echo
	@echo "清单和 Word 初稿在 $(OUT)/ 里。"

test: $(STAMP)
	@$(BIN)/python -m pytest

# In a real browser: Chromium, or what CHROMIUM names.
test-browser: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[browser]'
	@$(BIN)/python -m pytest tests/archive/browser_dashboard.py

# Opens what we write in LibreOffice, which is installed first where it is absent (Debian, Ubuntu).
test-office: $(STAMP)
	@command -v soffice >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "请先安装 LibreOffice（soffice）。" >&2; exit 1; }; \
	  echo "正在安装 LibreOffice……"; \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq \
	    --no-install-recommends libreoffice-writer fonts-noto-cjk >/dev/null; }
	@$(BIN)/python -m pytest tests_office

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

bench-archive: $(STAMP)
	@$(BIN)/python benchmarks/archive.py speed --rounds 2

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .bench-venv

$(BASE): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新的版本：make PYTHON=python3.11" >&2; exit 1; }
	@echo "正在安装到 $(VENV)（只在第一次需要）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[pdf]'
	@$(BIN)/python -m compileall -q src
	@touch $(BASE)

$(STAMP): $(BASE)
	@echo "正在安装测试用的组件（只在第一次需要）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)
