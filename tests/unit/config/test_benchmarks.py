"""The published rates that come with the program."""

import pytest

from imr_desk.config.benchmarks import benchmarks_of
from imr_desk.config.places import resources_folder
from imr_desk.extraction.details import category_rules
from imr_desk.model.benchmarks import Benchmark, beside
from imr_desk.model.categories import DWC_CATEGORIES

GOOD = """
publisher = "DWC"
name = "the Division"
measure = "percent"
[sources]
one = "A release https://example.org/one"
[[rate]]
year = 2024
overturned = 12.7
source = "one"
"""


def write(folder, text):
    (folder / "benchmarks").mkdir(exist_ok=True)
    (folder / "benchmarks" / "one.toml").write_text(text, encoding="utf-8")


def test_every_rate_names_publisher_year_and_source():
    rates = benchmarks_of(resources_folder())
    assert {rate.publisher for rate in rates} == {"DWC", "CWCI"}
    for rate in rates:
        assert 2013 <= rate.year <= 2026
        assert 0 < rate.overturned < 50
        assert rate.source
        assert rate.url.startswith("http")
    assert len({(rate.publisher, rate.year, rate.category) for rate in rates}) == len(rates)


def test_rates_of_categories_name_categories_of_the_decision_search():
    assert {rate.category for rate in benchmarks_of(resources_folder())} - {""} <= set(DWC_CATEGORIES)


def test_every_category_that_the_extractor_proposes_is_one_of_the_decision_search():
    assert {rule.category for rule in category_rules.RULES} <= set(DWC_CATEGORIES)


def test_a_file_is_read(tmp_path):
    write(tmp_path, GOOD)
    assert benchmarks_of(tmp_path) == (Benchmark("DWC", 2024, 12.7, "A release", "https://example.org/one"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('source = "one"', 'source = "two"'),
        ("12.7", "127"),
        ("12.7", '"much"'),
        ("publisher =", "publisher"),
        ("measure", "mesure"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(tmp_path, old, new):
    write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ValueError, match=r"one\.toml"):
        benchmarks_of(tmp_path)


def rate(publisher, year, category=""):
    return Benchmark(publisher, year, 10.0, "s", "u", category)


def test_the_divisions_rate_goes_before_a_nearer_one_of_others():
    assert beside([rate("CWCI", 2020), rate("DWC", 2014)], "", 2020) == rate("DWC", 2014)


def test_the_nearest_year_counts_and_of_two_the_newer():
    rates = [rate("DWC", 2014), rate("DWC", 2016), rate("DWC", 2019)]
    assert beside(rates, "", 2018).year == 2019
    assert beside(rates, "", 2015).year == 2016


def test_a_category_has_its_own_rate_or_none():
    rates = [rate("DWC", 2024), rate("CWCI", 2022, "Injection")]
    assert beside(rates, "injection", 2024) == rate("CWCI", 2022, "Injection")
    assert beside(rates, "Surgery", 2024) is None
