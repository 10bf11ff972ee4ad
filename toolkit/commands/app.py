"""The commands put together, and the outermost edge: every way to end has its exit status and at most one line."""

from __future__ import annotations

import sys
from typing import Annotated, Any, NoReturn

import typer

from toolkit import __version__
from toolkit.commands import streams
from toolkit.commands.annotate import annotate
from toolkit.commands.cache import cache
from toolkit.commands.check import check
from toolkit.commands.draft import draft
from toolkit.commands.evaluate import evaluate
from toolkit.commands.extract import extract
from toolkit.commands.forms import forms
from toolkit.commands.grammar import Command, Group, usage_line
from toolkit.commands.problems import BadUsage, CannotWrite, defect_line
from toolkit.commands.rollup import rollup
from toolkit.commands.template import template
from toolkit.commands.verify import verify
from toolkit.model import Unreadable

BAD = 2
"""The exit status of bad usage, of an input that can't be read, of output that can't be written."""
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_READER_GONE = 141  # 128 + SIGPIPE


class _Program(Group):
    """The group of commands with its own edge instead of typer's, which speaks English."""

    def main(self, args: Any = None, prog_name: str | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run a command line and exit."""
        streams.prepare()
        sys.exit(self._status(args, prog_name))

    def _status(self, args: Any, prog_name: str | None) -> int:
        try:
            status = super().main(args=args, prog_name=prog_name, standalone_mode=False)
        except streams.OutputClosed:
            streams.silence()
            return _READER_GONE
        except typer.TyperException as error:
            streams.complain(_one_line(usage_line(error)))
        except streams.OutputFailed as error:
            streams.silence()
            streams.complain(str(error))
        except (BadUsage, CannotWrite) as error:
            streams.complain(_one_line(str(error)))
        except Unreadable as error:  # of the one file that a command works on
            streams.complain(_one_line(f"{error.name}：{error.why}"))
        except Exception as error:
            streams.complain(defect_line(error, "运行时"))
        else:
            if status == _INTERRUPTED:
                streams.complain("已中断。")
            return int(status or 0)
        return BAD


def _one_line(text: str) -> str:
    """What the user typed is part of a complaint, and may have line breaks."""
    return " ".join(text.splitlines())


app = typer.Typer(
    name="xxgk",
    cls=_Program,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        streams.write(f"xxgk {__version__}\n")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    help="""
    政府信息公开工作年度报告的读取与核对：把年报读成准确的数据，指出哪些数不可能是对的。

    退出状态：0 完成；1 核对发现错误；2 命令写错，或有文件不能读取。
    """,
    epilog="""
    xxgk extract 年报.docx          # 显示读到的数据
    xxgk check 年报.docx            # 核对：哪些数不对，为什么
    xxgk check 年报文件夹           # 核对整个文件夹
    xxgk extract 年报文件夹 -o 结果 # 每份年报写成一个 JSON 文件
    xxgk extract --help             # 某个命令的说明
    """,
)
def _xxgk(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="显示版本号", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        streams.write(ctx.get_help() + "\n")


app.command(
    cls=Command,
    short_help="读取年报，显示其中的数据，或写成 JSON",
    help="""
    读取年报，按官方格式显示每个数据及其出处。

    能读 Word（docx、doc、wps、rtf）、网页（html、mht）、Excel（xlsx）、文本（txt、csv）、
    PDF、扫描件和照片，也能读装着它们的 zip；按内容辨认，不看扩展名。

    空的格子显示为“空”，不会当作 0；没有把握对到哪一格的数不读入，并说明原因。
    一次读取的年报超过 3 份时，每份只显示一行，最后是合计。
    """,
    epilog="""
    xxgk extract 年报.docx            # 按年报的格式显示数据
    xxgk extract 年报.docx --places   # 再逐格列出原文和出处
    xxgk extract 年报.docx --json     # 输出 JSON，供其他程序使用
    xxgk extract 2023年年报 -o 结果   # 整个文件夹，每份写成“结果”中的一个 JSON 文件
    """,
)(extract)

app.command(
    cls=Command,
    short_help="核对年报，指出哪些数不对、为什么",
    help="""
    核对年报的勾稽关系和填写情况，在表中标出有问题的格子，并逐条说明应为多少、依据是什么。

    只指出问题，不改动任何数据。文件可以是年报，也可以是 extract 写出的 JSON。
    退出状态：0 没有错误（可以有提醒）；1 发现错误；2 有文件不能读取。
    """,
    epilog="""
    xxgk check 年报.docx              # 显示表格和发现的问题
    xxgk check 2023年年报             # 整个文件夹，逐份列出问题，最后是合计
    xxgk check 年报.docx --previous 上年.docx  # 再与上年的年报比较：结转、累计、照抄
    xxgk check 年报.docx --html 核对.html  # 写成网页：年报与问题左右对照
    xxgk check 2023年年报 --html 核对结果  # 每份一个网页，另有目录 index.html
    xxgk check 年报.docx --json       # 输出 JSON，供其他程序使用
    xxgk check 年报 --settings 规则.toml  # 按设置文件停用规则、改变级别
    xxgk check --explain table.blank  # 某条规则查什么、为什么
    """,
)(check)

app.command(
    cls=Command,
    short_help="把本级的年报与各下级机关的年报相加比较",
    help="""
    本级年报的每个数，与各下级机关年报之和比较：哪些格下级之和更大，哪一份重复、年度不对，还差多少。

    空白不当作 0：有一份没有数的格不比较，并说明。退出状态：0 没有错误；1 发现错误；2 有文件不能读取。
    """,
    epilog="""
    xxgk rollup 县政府.docx 各局年报文件夹  # 与文件夹里的各份相比
    xxgk rollup 县.json 甲局.docx 乙局.pdf --json
    """,
)(rollup)

app.command(
    cls=Command,
    short_help="查看官方的年报格式：表格、单位、勾稽关系",
    help="""
    显示本程序认识的年报格式；给出编号时，显示其中一种的各张表、每格的名称和勾稽关系。
    """,
    epilog="""
    xxgk forms              # 有哪几种格式，各用于哪些年度
    xxgk forms 2021         # 国办公开办函〔2021〕30号 的格式
    xxgk forms 2021 --json  # 输出 JSON，供其他程序使用
    """,
)(forms)

app.command(
    cls=Command,
    short_help="与已知的正确数据相比，读取的准确率是多少",
    help="""
    读取“文件夹/reports”中的年报，与“文件夹/truth”中的正确数据逐格比较。

    统计读对、读错、缺失、无中生有各多少格，按文件格式、表格、版式和干扰分别列出。
    """,
    epilog="""
    xxgk evaluate fixtures                            # 随程序附带的示例年报
    xxgk evaluate fixtures --markdown 准确率.md       # 另把结果写成 Markdown
    """,
)(evaluate)

app.command(
    cls=Command,
    short_help="清空缓存（扫描件认字的结果）",
    help="""
    扫描件和图片认字的结果留在缓存里，再读同一页时不必重认；cache clear 清空它。

    缓存只是为了快，随时可以清空，不影响任何数据。
    """,
    epilog="""
    xxgk cache        # 缓存在哪里
    xxgk cache clear  # 清空
    """,
)(cache)

app.command(
    cls=Command,
    short_help="由上年年报生成下一年的填报表（Excel）",
    help="""
    由上年年报生成下一年的填报表：按当年适用的格式列出各表，上年数据列在旁边，
    上年“结转下年度”自动带入“上年结转”，合计用公式计算，不合要求的数填不进去。

    填好的表就是一份年报数据，可以直接核对（check）、读取（extract）、起草（draft）。
    """,
    epilog="""
    xxgk template 2024年年报.docx -o 2025年填报表.xlsx              # 下一年的填报表
    xxgk template 2024年年报.docx -o 2025年填报表.xlsx --year 2025  # 写明年度
    """,
)(template)

app.command(
    cls=Command,
    short_help="由当年数据起草年报（Word），数字不会写错",
    help="""
    由填好的填报表（或年报数据）起草整份年报：正文、三张表、存在的主要问题，供人修改。

    正文里的每个数都由数据算出，只有本机关才知道的事留作〔待填：…〕。数据中的问题先列出来，
    用到它们的地方在草稿中标红；每个“问题”旁有批注，说明依据哪些数据。

    设置了模型（环境变量 XXGK_LLM_BASE_URL、XXGK_LLM_MODEL）的，由模型改写句子：它看不到数据，
    只写空位，写错的句子不采用，仍用模板的句子，旁边有批注。
    """,
    epilog="""
    xxgk draft 2025年填报表.xlsx -o 草稿.docx                             # 起草
    xxgk draft 2025年填报表.xlsx --previous 2024年年报.docx -o 草稿.docx  # 并回应上年的问题
    xxgk draft 2025年填报表.xlsx -o 草稿.docx --length 简短               # 模型把句子写得短些
    """,
)(draft)

app.command(
    cls=Command,
    short_help="核对修改过的草稿：每个数是否还与数据相符",
    help="""
    逐个核对草稿正文和表格里的数：与数据相符、不符（错误），还是不能核对（数据里没有，逐条列出）。

    也核对“增长”“下降”等说法、被删掉的数据和没有填写的〔待填〕。编辑软件去掉内容控件的，
    按书签或上下文核对。退出状态：0 没有不符；1 有不符；2 有文件不能读取。
    """,
    epilog="""
    xxgk verify 草稿.docx --report 2025年填报表.xlsx                             # 核对草稿
    xxgk verify 草稿.docx --report 2025年填报表.xlsx --previous 2024年年报.docx  # 起草时用了上年年报的
    """,
)(verify)

app.command(
    cls=Command,
    short_help="把核对发现的问题作为批注写进 Word",
    help="""
    核对一份年报，把每个问题作为批注写在 Word 文件里它所在的格子或文字旁，其余内容一概不动。

    其他格式的年报，先照读到的内容做成 Word 文件，再加批注。
    """,
    epilog="""
    xxgk annotate 年报.docx -o 批注.docx  # 原文件加上批注
    xxgk annotate 年报.pdf -o 批注.docx   # 照读到的内容做成 Word 文件，加上批注
    """,
)(annotate)
