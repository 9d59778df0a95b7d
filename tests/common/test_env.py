"""Reading settings from the environment."""

import pytest

from huddinge_vo.common import env


def test_a_value_is_taken_without_the_blanks_around_it(monkeypatch):
    monkeypatch.setenv("VO_X", "  Huddinge kommun ")
    assert env.text("VO_X") == "Huddinge kommun"


def test_what_is_not_set_or_empty_is_the_default(monkeypatch):
    monkeypatch.delenv("VO_X", raising=False)
    assert env.text("VO_X", "a") == "a"
    monkeypatch.setenv("VO_X", "")
    assert env.text("VO_X", "a") == "a"
    assert env.integer("VO_X", 7) == 7
    assert env.boolean("VO_X", default=True) is True
    assert env.listed("VO_X") == []
    assert env.database("VO_X") is None
    assert env.redis("VO_X") is None


def test_what_has_no_default_stops_the_start(monkeypatch):
    monkeypatch.delenv("VO_X", raising=False)
    with pytest.raises(env.BadSetting) as refused:
        env.text("VO_X")
    assert str(refused.value) == (
        "Fel i inställningarna: VO_X saknas. Sätt VO_X, eller VO_X_FILE till en fil som innehåller värdet."
    )


def test_a_secret_is_read_from_the_file_that_is_named(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("hemligt-åäö\n", encoding="utf-8")
    monkeypatch.setenv("VO_X_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("VO_X", "the file wins")
    assert env.text("VO_X") == "hemligt-åäö"


def test_an_empty_or_unreadable_secret_file_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("VO_X_FILE", str(tmp_path / "gone"))
    with pytest.raises(env.BadSetting, match=r"VO_X_FILE pekar på .*gone, som inte går att läsa"):
        env.text("VO_X", "default")
    (tmp_path / "gone").write_text("\n")
    with pytest.raises(env.BadSetting, match=r"VO_X_FILE pekar på .*gone, som är tom"):
        env.text("VO_X")


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False)])
def test_yes_and_no_are_said_in_several_ways(monkeypatch, value, meaning):
    monkeypatch.setenv("VO_X", value)
    assert env.boolean("VO_X", default=not meaning) is meaning


@pytest.mark.parametrize(
    ("read", "value", "reason"),
    [
        (lambda: env.boolean("VO_X", default=False), "ja", "VO_X är ”ja”, men ska vara 1 eller 0."),
        (lambda: env.integer("VO_X", 1), "1.5", "VO_X är ”1.5”, men ska vara ett heltal."),
        (lambda: env.integer("VO_X", 1, at_least=1), "0", "VO_X är 0, men ska vara minst 1."),
        (lambda: env.choice("VO_X", "a", {"a", "b"}), "c", "VO_X är ”c”, men ska vara a eller b."),
        (
            lambda: env.address("VO_X"),
            "ova.huddinge.se",
            "VO_X är ”ova.huddinge.se”, men ska vara en adress som börjar med https:// eller http://.",
        ),
        (
            lambda: env.address("VO_X"),
            "javascript:alert(1)",
            "VO_X är ”javascript:alert(1)”, men ska vara en adress som börjar med https:// eller http://.",
        ),
        (
            lambda: env.database("VO_X"),
            "mysql://vo:hemligt@db/vo",
            "VO_X ska se ut som postgresql://användare@värd:5432/databas.",
        ),
        (
            lambda: env.database("VO_X"),
            "postgresql://vo:hemligt@db",
            "VO_X ska se ut som postgresql://användare@värd:5432/databas.",
        ),
        (
            lambda: env.redis("VO_X"),
            "http://:hemligt@valkey",
            "VO_X ska se ut som redis://värd:6379/0 eller unix:///sökväg?db=0.",
        ),
    ],
)
def test_nonsense_stops_the_start_with_one_line_that_tells_no_secret(monkeypatch, read, value, reason):
    monkeypatch.setenv("VO_X", value)
    with pytest.raises(env.BadSetting) as refused:
        read()
    assert str(refused.value) == f"Fel i inställningarna: {reason}"


def test_an_address_to_link_to_may_be_left_out(monkeypatch):
    monkeypatch.delenv("VO_X", raising=False)
    assert env.address("VO_X") == ""
    monkeypatch.setenv("VO_X", "https://ova.huddinge.se/start")
    assert env.address("VO_X") == "https://ova.huddinge.se/start"


def test_a_list_is_parted_by_commas(monkeypatch):
    monkeypatch.setenv("VO_X", "vo.example.se, www.example.se,")
    assert env.listed("VO_X") == ["vo.example.se", "www.example.se"]


def test_a_database_address_becomes_what_django_wants(monkeypatch):
    monkeypatch.delenv("DATABASE_PASSWORD", raising=False)
    monkeypatch.setenv("VO_X", "postgresql://vo:hem%2Flig@db.example:5433/vo_prod?sslmode=require")
    assert env.database("VO_X") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "vo_prod",
        "USER": "vo",
        "PASSWORD": "hem/lig",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_may_be_reached_over_a_socket_with_its_password_apart(monkeypatch):
    monkeypatch.setenv("VO_X", "postgresql:///vo?host=/run/postgresql&user=vo")
    monkeypatch.setenv("DATABASE_PASSWORD", "för sig")
    found = env.database("VO_X")
    assert (found["HOST"], found["USER"], found["PORT"], found["PASSWORD"]) == ("/run/postgresql", "vo", "", "för sig")


def test_a_valkey_address_is_spelt_for_celery_and_for_the_cache(monkeypatch):
    monkeypatch.setenv("VO_X", "redis://:hemligt@valkey:6379/3")
    assert env.redis("VO_X") == ("redis://:hemligt@valkey:6379/3", "redis://:hemligt@valkey:6379/3")
    monkeypatch.setenv("VO_X", "unix:///run/valkey.sock?db=3")
    assert env.redis("VO_X") == ("redis+socket:///run/valkey.sock?virtual_host=3", "unix:///run/valkey.sock?db=3")
