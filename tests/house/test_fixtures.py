"""The shared fixtures give what they say."""

from sqlalchemy import create_engine, text


def test_postgresql_is_real_and_a_module_has_a_database_to_itself(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar()
            == 0
        )
        assert str(connection.execute(text("SHOW server_version")).scalar()).startswith("18")
    engine.dispose()
