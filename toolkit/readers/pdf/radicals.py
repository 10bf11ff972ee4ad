"""Radicals that fonts of PDF files have in the place of characters: ⼯ (U+2F2F) looks like 工 and is not it."""

from __future__ import annotations

import unicodedata

# The radicals' supplement (U+2E80–2EFF), which no normal form of Unicode turns into characters.
_SUPPLEMENT = dict(
    zip(
        "⺠⺁⺄⺆⺇⺈⺊⺌⺍⺕⺗⺘⺙⺝⺟⺡⺢⺣⺥⺧⺨⺩⺫⺬⺭⺮⺰⺱⺲⺴⺶⺸⺹⺺⺻⺼⺽⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "民厂乙冂几刀卜小小彐心手攴月母氵水灬爪牛犬王目示礻竹纟网罒网羊羊老聿聿肉臼艹虎衤覀西见角角讠贝足车辶辶辶邑钅长长长门阜青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
        strict=True,
    )
)


def plain(character: str) -> str:
    """The character that a radical stands for; every other as it is."""
    if not "\u2e80" <= character <= "\u2fdf":
        return character
    return _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
