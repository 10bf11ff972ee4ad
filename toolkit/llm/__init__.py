"""The one place that talks to a language model. What it is asked, the callers decide (``toolkit.extract.pointing``).

Nothing heavy is imported before the first question.
"""

from toolkit.llm.door import Model
from toolkit.llm.ledger import Ledger
from toolkit.llm.question import Answer, Choice, Failure, Message, NoModel, Question, Words
from toolkit.llm.settings import Settings, settings

__all__ = [
    "Answer",
    "Choice",
    "Failure",
    "Ledger",
    "Message",
    "Model",
    "NoModel",
    "Question",
    "Settings",
    "Words",
    "settings",
]
