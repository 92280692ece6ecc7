"""The condition that a form carries a signature, which counts for what stood on it when it was given."""

from __future__ import annotations

from attrs import frozen

from servicedesk.rules.calling import word
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.given import form_of
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Form, Role
from servicedesk.rules.values import ConditionView
from servicedesk.rules.wording import DeclaredForm
from servicedesk.texts import conditions as texts


@frozen
class Signed(CaseEvent):
    """A form carries a signature, which covers it as it stands: it was not empty then, and was not changed since."""

    fields: tuple[str, ...] = ()

    def evaluate(self, view: ConditionView) -> bool | None:
        given = self.last(view)
        if given is None:
            return False
        filled = [(name, view.occurrence(EventKey.stated(name))) for name in self.fields]
        covered = [name for name, first in filled if first is not None and first.first_seq <= given.last_seq]
        changes = (view.occurrence(EventKey.changed(name)) for name in covered)
        return bool(covered) and not any(each is not None and each.last_seq > given.last_seq for each in changes)


@word
def signed(form: Form | type[DeclaredForm], role: Role) -> Signed:
    """A form carries the signature of a role, which covers it as it stands; as a start, that it was signed."""
    value = form_of(form)
    label = texts.signature_text("zh", form=value.zh, role=role.zh)
    fields = tuple(each.name for each in value.fields)
    return Signed("signed", f"{value.name}.{role.name}", label, fields)
