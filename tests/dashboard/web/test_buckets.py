"""How much a client may have at once and in a minute."""

from dashboard.web.buckets import MOST_CLIENTS, Buckets


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_s_worth_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    buckets = Buckets(30, 30, clock)
    assert [buckets.take("a") for _ in range(30)] == [0] * 30
    assert buckets.take("a") == 2
    assert buckets.take("b") == 0
    clock.now += 1.9
    assert buckets.take("a") == 1
    clock.now += 0.1
    assert buckets.take("a") == 0
    assert buckets.take("a") == 2
    clock.now += 3600
    assert [buckets.take("a") for _ in range(31)] == [0] * 30 + [2]


def test_asking_in_vain_does_not_make_the_wait_longer() -> None:
    clock = Clock()
    buckets = Buckets(60, 60, clock)
    for _ in range(60):
        buckets.take("a")
    for _ in range(100):
        assert buckets.take("a") == 1
    clock.now += 1
    assert buckets.take("a") == 0


def test_clients_who_are_gone_are_forgotten() -> None:
    buckets = Buckets(1, 1, Clock())
    for number in range(MOST_CLIENTS + 10):
        buckets.take(str(number))
    assert len(buckets._left) == MOST_CLIENTS
    assert buckets.take("0") == 0
    assert buckets.take(str(MOST_CLIENTS + 9)) > 0


def test_what_is_spent_may_be_more_than_there_was_and_comes_back_steadily() -> None:
    clock = Clock()
    buckets = Buckets(10, 3, clock)
    assert not buckets.is_empty("a")
    buckets.spend("a", 4)
    assert not buckets.is_empty("a")
    buckets.spend("a", 9)  # three more than there were
    assert buckets.is_empty("a")
    assert not buckets.is_empty("b")
    clock.now += 60
    assert buckets.is_empty("a")
    clock.now += 1
    assert not buckets.is_empty("a")
    clock.now += 3600
    buckets.spend("a", 10)  # no more than it holds has come back
    assert buckets.is_empty("a")


def test_only_asking_keeps_nothing() -> None:
    buckets = Buckets(10, 3)
    assert not buckets.is_empty("a")
    assert not buckets._left
