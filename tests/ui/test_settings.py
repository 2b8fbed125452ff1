"""What may be set from outside, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ui.settings import Settings


def test_data_folder_holds_the_database_when_none_is_named(tmp_path: Path) -> None:
    settings = Settings.from_environment({"SWITCHYARD_DATA": str(tmp_path)})
    assert settings.database == f"sqlite:///{tmp_path}/switchyard.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_however_its_address_is_spelt(scheme: str) -> None:
    settings = Settings.from_environment({"DATABASE_URL": f"{scheme}://shop@db.example/orders"})
    assert settings.database == "postgresql+psycopg://shop@db.example/orders"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "shop.example", "::"])  # noqa: S104  refused
def test_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(ValidationError, match="listens on this machine only"):
        Settings(host=host)


def test_pages_of_its_own_port_may_speak_to_it_and_no_others() -> None:
    assert Settings(port=3801).origins == ("http://127.0.0.1:3801", "http://localhost:3801")
    assert Settings(port=3801, host="::1").origins[0] == "http://[::1]:3801"


def test_environment_carries_settings_to_another_process(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="sqlite:////tmp/x.db", host="::1", port=3801)
    assert Settings.from_environment(settings.as_environment()) == settings


def test_wrong_port_names_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.from_environment({"SWITCHYARD_PORT": "seventy"})
    assert refused.value.errors()[0]["loc"] == ("port",)
