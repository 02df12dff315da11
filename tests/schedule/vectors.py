"""Writes vectors.txt: random histories with what the reference scheduler makes of them.

    pip install fsrs==6.3.2
    python tests/schedule/vectors.py > tests/schedule/vectors.txt

A line is a history: the desired retention in percent, then for each review
`days-since-the-one-before,grade,stability,difficulty,interval-in-whole-days`.
Learning steps and fuzz are off, so that each review has an interval.
"""

import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

HISTORIES = 260
# The model that is compared with keeps stability below 36,500 days; the reference has no such bound.
STABILITY_BOUND = 30_000

chance = random.Random(20261120)


def gap(days_due):
    """A wait as learners have them: on the day, early, on time, late, or much too late."""
    kind = chance.random()
    if kind < 0.2:
        return 0
    if kind < 0.35:
        return chance.randint(1, 3)
    if kind < 0.8:
        return max(1, round(days_due * chance.uniform(0.8, 1.3)))
    return chance.randint(1, max(2, 3 * days_due))


def history():
    percent = chance.choice([70, 80, 85, 90, 90, 90, 95, 97])
    scheduler = Scheduler(
        desired_retention=percent / 100,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=36_500,
        enable_fuzzing=False,
    )
    card = Card()
    now = datetime(2026, 1, 1, 9, tzinfo=timezone.utc)
    parts = [str(percent)]
    days = 0
    for number in range(chance.randint(1, 16)):
        elapsed = gap(days) if number else 0
        # Ten minutes tell two reviews of one day apart; whole days are exactly that.
        now += timedelta(days=elapsed) if elapsed else timedelta(minutes=10)
        grade = chance.choices([1, 2, 3, 4], [20, 15, 50, 15])[0]
        card, _ = scheduler.review_card(card, Rating(grade), now)
        if card.stability > STABILITY_BOUND:
            break
        days = (card.due - now).days
        parts.append(f"{elapsed},{grade},{card.stability:.10g},{card.difficulty:.10g},{days}")
    return " ".join(parts)


for _ in range(HISTORIES):
    print(history())
