"""Whatever a file holds, it is a tariff or is refused in words; what is taken comes out and in the same."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.model import Tariff
from engine.refusals import FieldProblem, RefusedSetup
from engine.tariff.differences import difference, notes
from engine.tariff.reading import read_tariff
from engine.tariff.writing import write_tariff
from tests.engine.tariff.sample import TEXT

CELLS = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e5",
        "99999999999",
        "1_000",
        "٣",
        "²",
        "[tariff]",
        "[prices]",
        "3%",
        "%",
        '"',
        "x" * 300,
    ]
) | st.text(max_size=12)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """The full tariff with some cells, lines and stretches changed."""
    rows = [line.split(",") for line in TEXT.split("\n")]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        what = draw(st.sampled_from(["cell", "cell", "cell", "drop", "twice", "more", "swap"]))
        if what == "cell":
            rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(CELLS)
        elif what == "drop":
            rows[at] = [""]
        elif what == "twice":
            rows.insert(at, list(rows[at]))
        elif what == "more":
            rows[at].append(draw(CELLS))
        else:
            other = draw(st.integers(0, len(rows) - 1))
            rows[at], rows[other] = rows[other], rows[at]
    return "\n".join(",".join(row) for row in rows)


@settings(max_examples=400, deadline=None)
@given(mangled() | st.text(max_size=200))
@example("[tariff]\n[prices]\n")
@example("[tariff]\nname\n[prices]\nservice\n")
@example("\x00")
@example(
    "[tariff]\nname,A\ncurrency,GBP\n[prices]\nservice,up to,1\nA,1,1\n[services]\n[surcharges]\n[zones]\n"
)
def test_any_file_is_a_tariff_or_is_refused(text: str) -> None:
    found, problems = _read(text)
    if found is None:
        assert problems
        assert all(problem.field and problem.message for problem in problems)
        return
    assert read_tariff(write_tariff(found)) == found
    assert difference(found, found).none
    assert all(notes(found))


def _read(text: str) -> tuple[Tariff | None, tuple[FieldProblem, ...]]:
    try:
        return read_tariff(text), ()
    except RefusedSetup as refused:
        return None, refused.problems
