"""How good predictions of answers are: log loss, and the area under the ROC curve."""

from collections.abc import Callable, Iterable

import numpy as np
from scipy.stats import rankdata

from rxladder.learning.reviews import DAY, Memory, Review, merge
from rxladder.learning.schedule import Schedule

Answer = Callable[[Memory | None, Review], Memory]


def predictions(schedule: Schedule, log: Iterable[Review], answer: Answer | None = None):
    """Before every review a day or more after the one before it: the chance predicted, and the answer."""
    answer = answer or (lambda memory, review: schedule.answer(memory, review.grade, review.at))
    memories: dict[str, Memory] = {}
    chances, answers = [], []
    for review in merge(log):
        memory = memories.get(review.card)
        if memory and review.at - memory.last >= DAY:
            chances.append(schedule.recall(memory, review.at))
            answers.append(review.right)
        memories[review.card] = answer(memory, review)
    return np.array(chances), np.array(answers)


def log_loss(chances: np.ndarray, answers: np.ndarray) -> float:
    """The mean surprise, in nats."""
    return float(-np.log(np.where(answers, chances, 1 - chances)).mean())


def auc(chances: np.ndarray, answers: np.ndarray) -> float:
    """The chance that a right answer was given a higher figure than a wrong one."""
    ranks, right = rankdata(chances), int(answers.sum())
    return float((ranks[answers].sum() - right * (right + 1) / 2) / (right * (len(answers) - right)))


def rmse_of_bins(chances: np.ndarray, answers: np.ndarray, bins: int = 20) -> float:
    """How far mean prediction and share of right answers are apart, over bins of equal counts."""
    parts = np.array_split(np.argsort(chances), bins)
    gaps = [(chances[part].mean() - answers[part].mean()) ** 2 * len(part) for part in parts]
    return float(np.sqrt(sum(gaps) / len(chances)))
