# Everything a fresh machine with Python 3.11 and make needs. `make` lists the targets.
# Another interpreter: make clean; make PYTHON=/path/to/python3.12 …   More for pytest: make test ARGS="-k sums"
# One test after another, as where one is looked at: make test ARGS="-n 0 -k sums"

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?=
ARGS ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where make runs below another program (a CI, an editor), nothing may depend on its locale.
export PYTHONUTF8 := 1

.PHONY: help demo test lint wheel wheelhouse try-wheelhouse compiled docs docs-check fixtures bench accuracy record lock clean

help: ## 列出各项命令 | list the targets
	@awk -F ' *## *' '/^[a-z-]+:.*##/ { sub(/:.*/, "", $$1); printf "  make %-16s %s\n", $$1, $$2 }' Makefile

# --- environments: made when missing, renewed when what they depend on changes -------------------------------

.venv/made: scripts/make_venv.sh
	@PYTHON='$(PYTHON)' scripts/make_venv.sh
	@touch $@

.venv/runtime: .venv/made pyproject.toml constraints.txt toolkit/__init__.py
	$(PIP) install -q -c constraints.txt -e '.[pdf]'
	@touch $@

.venv/dev: .venv/runtime
	$(PIP) install -q -c constraints.txt -e '.[dev,ocr]'
	@touch $@

# --- for users -----------------------------------------------------------------------------------------------

demo: .venv/runtime ## 建立环境，读取各种格式的示例年报，显示数据和问题 | read the sample reports and show what is wrong in them
	@scripts/demo.sh $(BIN)/xxgk

test: .venv/dev ## 运行全部测试 | run the tests
	@scripts/system_packages.sh
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

wheelhouse: wheel ## 把本程序及其依赖装进 wheelhouse/，供不联网的电脑安装 | wheels for a machine without a network
	rm -rf wheelhouse
	$(PIP) wheel -q -c constraints.txt --wheel-dir wheelhouse "$$(ls dist/xxgk-*.whl)[pdf]"
	@ls wheelhouse

try-wheelhouse: wheelhouse ## 不联网，在另一个环境中安装并试用 wheelhouse/ | install from wheelhouse/ elsewhere and try it
	@scripts/try_wheelhouse.sh $(BIN)/python fixtures/reports/xlsx-01.xlsx

# Unpacked into a folder of its own: beside the source it would be imported in place of what was edited since.
compiled/made: .venv/dev pyproject.toml scripts/compiled.py scripts/mypy_plugin.py $(shell find toolkit prompts -type f -not -name '*.pyc')
	rm -rf compiled
	HATCH_BUILD_HOOKS_ENABLE=true $(BIN)/python -m hatchling build -t wheel -d compiled
	$(PIP) install -q --no-deps --target compiled/unpacked compiled/xxgk-*.whl
	$(BIN)/python -m bench.compiled
	@touch $@

compiled: compiled/made ## 编译出本机专用的 wheel，放在 compiled/：结果相同，读取更快；需要 C 编译器 | a wheel for this platform that reads faster
	@ls compiled/*.whl

# --- for developers ------------------------------------------------------------------------------------------

lint: .venv/dev ## ruff（检查与格式）和 mypy --strict | style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

wheel: .venv/dev ## 生成源码包和 wheel 到 dist/ | build the sdist and from it the wheel
	rm -rf dist
	$(BIN)/python -m build -q --no-isolation

docs: .venv/dev ## 重新生成 docs/ 中由程序写出的部分 | write the generated documents anew
	$(BIN)/python docs/make.py
	$(BIN)/python docs/screenshot.py
	$(BIN)/python -m docs.page_picture

docs-check: .venv/dev ## 检查生成的文档是否最新 | fail where a generated document is out of date
	$(BIN)/python docs/make.py --check
	$(BIN)/python docs/screenshot.py --check
	$(BIN)/python -m docs.page_picture --check

fixtures: .venv/dev ## 重新生成示例年报（结果逐字节相同） | make the sample reports again, byte for byte
	$(BIN)/python -m fixtures.make

bench: .venv/dev ## 测量速度与内存，写入 docs/speed.md | measure speed and memory
	@if command -v "$${CC:-cc}" >/dev/null 2>&1; then $(MAKE) compiled/made || rm -rf compiled; fi
	$(BIN)/python -m bench

accuracy: .venv/dev ## 用开发时没用过的种子测量准确率，写入 docs/accuracy*.md | accuracy on unused seeds
	$(BIN)/python -m bench.accuracy -o docs/accuracy.md
	$(BIN)/python -m bench.prose -o docs/accuracy-prose.md
	$(BIN)/python -m bench.printed -o docs/accuracy-formats.md

record: .venv/dev ## 从 XXGK_LLM_* 所设的模型重新录制测试用的问答 | record the tests' answers of a model anew
	$(BIN)/python -m pytest tests/llm/test_recorded.py tests/llm/test_recorded_drafts.py --record -p no:xdist

lock: .venv/made ## 重新选定各依赖的版本，写入 constraints.txt | settle the dependencies' versions anew
	@scripts/lock.sh $(BIN)/python

clean: ## 删除环境和生成物 | remove environments and build results
	rm -rf .venv .venv-lock compiled dist wheelhouse demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis
