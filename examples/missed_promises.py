"""Replay the log of a week and print which promises were missed, by how much, and who was told."""

from pathlib import Path

from servicedesk import Desk
from servicedesk.replay import replay

log = Path(__file__).with_name("front_desk_week.csv")
with Desk("fuheng", roster={"superior": ["马立新"], "department_head": ["林国栋"]}) as desk:
    figures = replay(log, desk).to_data()

for missed in figures["limits"]["missed"]:
    told = "、".join(name for message in missed["notified"] for name in message["names"]) or "无"
    print(f"{missed['case']}（{missed['subject']}）{missed['zh']}：超时{missed['late_zh']}，已报：{told}")
