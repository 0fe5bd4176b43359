# Few targets, each works by itself in a fresh clone. `make` alone lists them.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help demo engine nation plan web vendor serve test check audit bench docs lock clean

help:  ## 列出全部目标 / list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# A virtual environment, made even where Debian's python3 comes without venv and pip.
$(BIN)/python:
	@tools/make-venv $(PYTHON) $(VENV)

$(VENV)/.run: requirements/run.lock requirements/build.lock pyproject.toml | $(BIN)/python
	@echo "正在安装运行所需的库 / installing what it needs to run ..."
	@$(PIP) install --require-hashes -r requirements/build.lock -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/junheng  # even where PYTHONDONTWRITEBYTECODE is set
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "正在安装测试所需的库 / installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

demo: $(VENV)/.run  ## 判定三个虚构的示例县，生成申报表和报告 / judge three invented counties
	@tools/demo $(BIN)

$(VENV)/.engine: requirements/engine.lock $(VENV)/.run
	@echo "正在安装成批判定所需的库 / installing what many counties need ..."
	@$(PIP) install --require-hashes -r requirements/engine.lock
	@touch $@

engine: $(VENV)/.engine  ## 安装成批判定所需的库 / install what many counties need

nation: $(VENV)/.engine  ## 生成并判定一个虚构的省，约 100 个县 / invent and judge 100 counties
	@tools/nation $(BIN)

$(VENV)/.plan: requirements/plan.lock $(VENV)/.run
	@echo "正在安装规划所需的库 / installing what planning needs ..."
	@$(PIP) install --require-hashes -r requirements/plan.lock
	@touch $@

plan: $(VENV)/.plan  ## 用虚构的数据把每种规划跑一遍 / each planner once on invented data
	@tools/plans $(BIN)

$(VENV)/.web: requirements/web.lock $(VENV)/.run
	@echo "正在安装网站所需的库 / installing what the site needs ..."
	@$(PIP) install --require-hashes -r requirements/web.lock
	@touch $@

web: $(VENV)/.web  ## 安装网站所需的库 / install what the site needs
	@tools/translations $(BIN)

vendor:  ## 取网站的静态文件（npm） / fetch the site's static files
	@tools/vendor

serve: web vendor  ## 起一个带演示数据的网站 / serve the site with invented data
	@tools/serve $(BIN)

test: $(VENV)/.dev  ## 全部测试 / all tests
	@tools/test $(BIN)

check: $(VENV)/.dev  ## 格式、类型、导入方向、安全 / format, types, imports, security
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit -q -r src -c pyproject.toml

audit: $(VENV)/.dev  ## 依赖有无已知漏洞 / known vulnerabilities of the dependencies
	@tools/audit-dependencies $(BIN)

bench: $(VENV)/.dev  ## 速度和内存，写入 benchmarks/RESULTS.md / speed and memory
	@$(BIN)/python -m benchmarks

docs: $(VENV)/.dev  ## 手册，生成在 docs/_build/html / the manual
	@$(BIN)/python docs/generate.py
	@$(BIN)/sphinx-build -q -W -b html docs docs/_build/html
	@echo "手册已生成，用浏览器打开 docs/_build/html/index.html / the manual is built: open that page"

lock: $(VENV)/.dev  ## 重新锁定依赖 / pin the dependencies anew
	@tools/lock $(BIN)

clean:  ## 删除环境和生成的文件 / remove the environment and what was built
	@rm -rf $(VENV) build docs/_build .coverage .pytest_cache .mypy_cache .ruff_cache
	@rm -rf src/junheng_web/site/static/vendor
	@find src/junheng_web -name '*.mo' -delete
