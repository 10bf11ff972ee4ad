"""Titles, organs and persons that the input doesn't name; deeds that no figure carries; phrases that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from toolkit.draft.guard.allowed import Allowed, Refusal
from toolkit.draft.guard.lexicon import alternatives, words_spec
from toolkit.draft.guard.said import Said

_TITLE = re.compile(r"《[^》]*》?")
_NUMBER = re.compile(r"[一-鿿]{0,8}[〔\[【（(]?[^〔〕\[\]]{0,6}[〕\]】）)]?第?[^，。；]{0,6}号(?:文|令)|文号")
_ORGAN = re.compile(
    r"""(?P<name>[一-鿿]{2,})(?P<suffix>
      (?<![布格全结当大本我僵开时破战各该])局(?![势限面部域])
    | (?<![大餐客各本我])厅
    | (?<=[府政信访制公])办(?![理结事法件好案复文学证税完妥齐毕公])
    | (?<=[市县区省工改建健监纪资])委(?![托员任屈])
    | (?<=[市县区省镇乡州盟旗])(?:人民)?政府(?!信息|网站|部门)
    | (?<=[市县区省级高])人民法院
    | (?<=[务民教育服])中心 | (?<!基)党委 | (?<!本)支队
    | 委员会 | 办公[室厅] | 管委会 | 街道办 | 街道 | 检察院 | 公司 | 集团 | 大学 | 学院 | 医院 | 研究院 | 协会 | 事务所
    | 大队)""",
    re.VERBOSE,
)
_GENERIC_ORGAN = re.compile(r"(?:政务服务|便民服务|办事服务)中心$|(?:承办|信访|主管)(?:局|厅|委|办)$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂焦"
)
_TITLES = (
    "书记|县长|市长|区长|省长|镇长|乡长|局长|副?主任|处长|科长|厅长|部长|主席|同志|先生|女士|秘书长|院长|法官|律师|教授|经理|股长|所长|站长"
    "|总理|委员|代表|组长|专员"
)
_PERSON = re.compile(rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|令狐)[一-鿿]{{0,2}}?(?:副)?(?:{_TITLES})")
_NOT_PERSON = re.compile(r"方[面式法案]|高[级度效]|安[全排]|文[件字书]|金额|程序|任[何务]|申请|常[务见]|向")
_SHORTEST_NAME = 3


def wrong_names(said: Said, allowed: Allowed) -> Iterator[Refusal]:
    """What a sentence names and the input doesn't; what it says was done; what says nothing."""
    text = said.text
    for found in _TITLE.finditer(text):
        if len(found[0]) < _SHORTEST_NAME or found[0] not in allowed.named:
            yield Refusal("name", f"{found[0]} 在所给的材料里没有", found[0])
    number = _NUMBER.search(text)
    if number and number[0] not in allowed.named:
        yield Refusal("name", f"“{number[0]}”像是文号，所给的材料里没有", number[0])
    yield from _organs(text, allowed)
    for found in _PERSON.finditer(text):
        if not _NOT_PERSON.match(found[0]) and found[0] not in allowed.named:
            yield Refusal("name", f"“{found[0]}”像是人名和职务，所给的材料里没有", found[0])
    deed = _deeds().search(text)
    if deed:
        yield Refusal("deed", f"“{deed[0]}”是数据里没有的事，请不要写已经做了什么", deed[0])
    talk = _talk().search(text)
    if talk:
        yield Refusal("talk", f"“{talk[0]}”不是年报里的话，只写句子本身", talk[0])
    phrase = _cliches().search(text)
    if phrase:
        yield Refusal("cliche", f"“{phrase[0]}”是套话，请写数据所反映的情况", phrase[0])


def _organs(text: str, allowed: Allowed) -> Iterator[Refusal]:
    known = allowed.named + allowed.organ
    for found in _ORGAN.finditer(text):
        end = found.end()
        ends = (text[end - length : end] for length in range(_SHORTEST_NAME + len(found["suffix"]) - 1, end + 1))
        if _GENERIC_ORGAN.search(found[0]) or any(name in known for name in ends):
            continue
        shown = found[0][-10:]
        yield Refusal("name", f"“{shown}”像是机关或单位名称，所给的材料里没有", shown)


@cache
def _deeds() -> re.Pattern[str]:
    verbs = alternatives(words_spec().deeds)
    return re.compile(rf"(?:已经?(?:全面|陆续|先后|全部)?|曾|先后)(?:{verbs})|(?:{verbs})(?:过(?!程)|了(?!解))")


@cache
def _talk() -> re.Pattern[str]:
    return re.compile(alternatives(words_spec().talk))


@cache
def _cliches() -> re.Pattern[str]:
    return re.compile("|".join(words_spec().cliches))
