"""A child may die three times in ten minutes."""

import pytest

from app.engine.restarts import MOST, WITHIN_SECONDS, Restarts


def test_so_often_and_not_more_until_time_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    restarts = Restarts()
    for _ in range(MOST):
        assert restarts.allow_one()
        now += 1
    assert not restarts.allow_one()
    now += WITHIN_SECONDS - MOST
    assert not restarts.allow_one()
    now += 1
    assert restarts.allow_one()
    assert not restarts.allow_one()


def test_somebody_who_asks_for_another_try_gets_it() -> None:
    restarts = Restarts()
    while restarts.allow_one():
        pass
    restarts.forget()
    assert restarts.allow_one()
