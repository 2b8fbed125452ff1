from datetime import UTC, datetime, timedelta
from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from engine.identity import OrderIds, order_id

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 the zone is added


@given(INSTANTS, INSTANTS)
def test_ids_sort_by_arrival(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    if later - earlier >= timedelta(milliseconds=1):
        assert order_id(earlier, 500_000) < order_id(later, 0)


def test_ids_of_one_millisecond_follow_each_other() -> None:
    ids, now = OrderIds(), datetime(2026, 1, 1, tzinfo=UTC)
    found = [ids.next(now) for _ in range(1000)]
    assert found == sorted(set(found))


def test_threads_never_get_the_same_id() -> None:
    ids, now, found = OrderIds(), datetime(2026, 1, 1, tzinfo=UTC), []
    threads = [Thread(target=lambda: found.extend(ids.next(now) for _ in range(500))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 4000
