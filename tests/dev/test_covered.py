"""What is covered is summed by room, and a room with a floor says when it is below it."""

from huddinge_vo.dev import covered


def told(there, run):
    return {
        "summary": {
            "num_statements": there - 10,
            "num_branches": 10,
            "covered_lines": run - 10,
            "covered_branches": 10,
            "missing_lines": there - run,
            "missing_branches": 0,
        }
    }


FILES = {
    "contracts/prices/rules/prices.py": told(100, 100),
    "followup/measures/rules.py": told(100, 88),
    "followup/judging/sql/credits.py": told(50, 49),
    "contracts/terms/querysets.py": told(50, 49),
    "contracts/terms/views.py": told(50, 20),
    "contracts/management/commands/fetch_index.py": told(20, 20),
    "contracts/urls.py": told(20, 20),
    "huddinge_vo/common/money.py": told(20, 20),
    "huddinge_vo/demo/loading.py": told(20, 20),
    "huddinge_vo/menu.py": told(20, 20),
}


def test_a_file_belongs_to_its_room_whatever_its_trade():
    rooms = covered.by_room(FILES)
    assert (rooms["rules"].files, rooms["rules"].percent) == (2, 94.0)
    assert (rooms["querysets"].files, rooms["querysets"].percent) == (2, 98.0)
    assert set(rooms) == {"rules", "querysets", "views", "commands", "urls", "grunden", "demon", "taket"}


def test_the_table_has_the_rooms_with_a_floor_first_and_names_the_one_below_it():
    lines = covered.table(covered.by_room(FILES))
    assert lines[1].split() == ["rules", "2", "200", "94,0%", "golv", "95", "%,", "för", "lite"]
    assert lines[2].split() == ["querysets", "2", "100", "98,0%", "golv", "95", "%"]
    assert lines[3].split() == ["views", "1", "50", "40,0%"]


def test_the_worst_files_are_those_of_rooms_with_a_floor():
    assert covered.worst(FILES, 2) == ["  followup/measures/rules.py: 12", "  contracts/terms/querysets.py: 1"]
