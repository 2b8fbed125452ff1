"""The tariff over the API: read, replaced, refused."""

import httpx

from engine.database import Database
from engine.store.setup import setup
from engine.tariff.writing import write_tariff
from engine.tariff_change import previous_tariff

CSV = {"Content-Type": "text/csv; charset=utf-8"}


def test_what_is_read_can_be_sent_back_and_changes_nothing(api: httpx.Client, database: Database) -> None:
    read = api.get("/tariff")
    assert read.headers["content-type"].startswith("text/csv")
    with database.read() as session:
        before = setup(session)
    assert read.text == write_tariff(before.tariff)
    answer = api.put("/tariff", content=read.content, headers=CSV)
    assert answer.status_code == 200
    assert answer.json()["name"] == answer.json()["before"] == before.tariff.version
    with database.read() as session:
        assert setup(session).token == before.token


def test_another_tariff_is_used_from_now_on_and_the_one_before_is_kept(
    api: httpx.Client, database: Database
) -> None:
    text = api.get("/tariff").text
    answer = api.put("/tariff", content=text.replace("3.00", "3.10").encode(), headers=CSV).json()
    assert answer["before"] == "test"
    assert answer["name"] == "test (2)"  # another tariff has the name it came with
    assert answer["changed"] > 0
    with database.read() as session:
        assert setup(session).tariff.steps["standard", "1"][0][1] == 310
        previous = previous_tariff(session)
        assert previous is not None
        assert write_tariff(previous) == text


def test_a_tariff_with_mistakes_is_refused_by_line_and_column_and_changes_nothing(
    api: httpx.Client, database: Database
) -> None:
    text = api.get("/tariff").text
    answer = api.put("/tariff", content=text.replace("3.00", "three", 1).encode(), headers=CSV)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"].startswith("line ")
    assert "column C" in error["field"]
    assert "“three” is not an amount of GBP" in error["message"]
    assert api.get("/tariff").text == text
    with database.read() as session:
        assert previous_tariff(session) is None


def test_a_tariff_in_another_currency_or_form_is_refused(api: httpx.Client) -> None:
    text = api.get("/tariff").text
    euros = api.put("/tariff", content=text.replace("currency,GBP", "currency,EUR").encode(), headers=CSV)
    assert euros.status_code == 422
    assert "It must be GBP" in euros.json()["detail"]
    assert api.put("/tariff", json={"tariff": text}).status_code == 415
    assert api.put("/tariff", content=b"name,\xff", headers=CSV).status_code == 400
    assert api.put("/tariff", content=b"", headers=CSV).status_code == 422


def test_without_a_key_nobody_reads_the_tariff(address: str) -> None:
    assert httpx.get(f"{address}/tariff").status_code == 401
