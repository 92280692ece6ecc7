"""What the sample manuals state in numbers, starts and readings is what the rows of their manuals state."""

import pytest

from sample_manuals import chengxinxing, dingsheng, exceptional, fuheng, henghu, jueshixiang, yezhu
from servicedesk import Manual
from servicedesk.traceability import ledger

# Once for each event stands in the duty's ``on=``, while the same day is our reading of a text without a time.
SAID_OTHERWISE = {
    ("fuheng/vacant_unit/5.1.3b", "quantity"),
    ("henghu/trusteeship/4.1.1.6i", "quantity"),
}


@pytest.mark.parametrize(
    "manual",
    [chengxinxing.MANUAL, exceptional.MANUAL, dingsheng.MANUAL, fuheng.MANUAL, henghu.MANUAL, jueshixiang.MANUAL, yezhu.MANUAL],
    ids=lambda manual: manual.name,
)
def test_numbers_starts_and_readings_are_those_of_the_rows(manual: Manual) -> None:
    disagreements = ledger(manual).to_data()["disagreements"]
    others = {"actor", "manual"}  # the sample manuals share one catalogue
    assert [d for d in disagreements if d["about"] not in others and (d["id"], d["about"]) not in SAID_OTHERWISE] == []
