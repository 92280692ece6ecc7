"""What a line of the history says of an opening and of a decision."""

from engine.scene import Scene, actor
from sample_manuals.spoken import CLERK, HEAD, MANUAL


def works() -> Scene:
    scene = Scene(MANUAL)
    scene.open("works", "2026-03-09 09:00", CLERK, applicant="张三")
    return scene


def test_the_opening_bears_what_the_rule_that_opens_is_called() -> None:
    scene = works()
    (line,) = scene.desk.history(scene.id)
    assert (line.zh, line.en) == ("受理：递交装修申请", "opened: hand in the application")


def test_a_decision_bears_its_outcome() -> None:
    scene = works()
    scene.do("approve", "2026-03-09 10:00", HEAD, outcome="no")
    line = scene.desk.history(scene.id)[-1]
    assert (line.zh, line.en) == ("办理“审批：不同意”", "approve: not agreed")


def test_an_option_says_that_a_number_is_sent() -> None:
    """Whoever opens an item may leave the number out, whoever means one may not."""
    scene = works()
    scene.do("approve", "2026-03-09 10:00", HEAD, outcome="yes")
    scene.do("note_violation", "2026-03-09 11:00", CLERK, seen="夜间施工")
    fields = {
        each.step: [(f.name, f.zh, f.required) for f in each.fields]
        for each in scene.desk.options(scene.id, by=actor(CLERK), at="2026-03-09 12:00")
    }
    assert fields["note_violation"][-1] == ("item", "违章编号", False)
    assert fields["give_notice"] == [("item", "违章编号", True)]
    assert fields["finish"] == []


def test_a_limit_that_became_known_later_says_so() -> None:
    """Noted at three for eleven: the day of the notice counts from eleven, and nobody could know before three."""
    scene = works()
    scene.do("approve", "2026-03-09 10:00", HEAD, outcome="yes")
    scene.do("note_violation", "2026-03-09 11:00", CLERK, "2026-03-09 15:00", item="1", seen="夜间施工")
    (line,) = [each for each in scene.desk.history(scene.id) if each.kind == "started"]
    assert (str(line.at)[:16], str(line.recorded_at)[:16]) == ("2026-03-09 11:00", "2026-03-09 15:00")
    counts = "时限“发整改通知（违章编号1）”自2026-03-09 11:00起计，应于2026-03-10 24:00前完成"
    assert line.zh == f"{counts}，2026-03-09 15:00登记"
    counts = "limit give notice (violation no. 1) counts from 2026-03-09 11:00, due 2026-03-10 24:00"
    assert line.en == f"{counts}, recorded 2026-03-09 15:00"
