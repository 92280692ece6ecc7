"""Whether a signature still counts: it covers what stood on the paper when it was given.

What was covered is told by the numbers of the entries, and nothing is kept of the values: a field that was filled by
the entry of the signature or before it is covered, and no longer once a later entry fills or corrects it otherwise.
What is filed again as it stood changes nothing: several parties sign one paper, each with the same terms.

Where some fields are asked with a signature, all of them must have been filled by then; of a whole form, something.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Field, Form, FormPart, Role, Signature
from servicedesk.rules.values import Occurrence


@frozen
class Given:
    """The last signature in a role: when, and the fields that it does not cover as they stand.

    ``changed`` were filled anew or corrected after it, ``corrected`` says that nothing but corrections did so;
    ``unfilled`` are fields that are asked, and were empty when it was given.
    """

    occurrence: Occurrence
    changed: tuple[Field, ...] = ()
    unfilled: tuple[Field, ...] = ()
    corrected: bool = False

    def counts(self, *, ends: bool) -> bool:
        """Whether it counts; before a step that ends the case a correction stands for the signature."""
        return not self.unfilled and (not self.changed or (ends and self.corrected))


def signature_of(plan: ProcedurePlan, document: Form | FormPart, wanted: Signature, view: CaseView) -> Given | None:
    """The signature of a role, of one that it includes or of whoever may sign in its place: one that counts, if any.

    ``None`` where nobody has signed.
    """
    given = list(_of_role(plan, document, wanted.role, view))
    if wanted.substitute is not None and (wanted.when is None or wanted.when.evaluate(view) is True):
        given += _of_role(plan, document, wanted.substitute, view)
    return next((each for each in given if each.counts(ends=False)), next(iter(given), None))


def given_in(form: Form, role: str, view: CaseView) -> Given | None:
    """The signature that was given in a role, and in no other; ``None`` where there is none."""
    occurrence = view.occurrence(EventKey.signed(form.name, role))
    return None if occurrence is None else _given(form, occurrence, view)


def outdated(form: Form, role: str, view: CaseView) -> bool:
    """Whether a role has signed a form that was changed since."""
    given = given_in(form, role, view)
    return given is not None and bool(given.changed)


def _of_role(plan: ProcedurePlan, document: Form | FormPart, role: Role, view: CaseView) -> Iterator[Given]:
    form = document.form if isinstance(document, FormPart) else document
    for name in plan.counting_as(role.name):
        occurrence = view.occurrence(EventKey.signed(form.name, name))
        if occurrence is not None:
            yield _given(document, occurrence, view)


def _given(document: Form | FormPart, signed: Occurrence, view: CaseView) -> Given:
    changed: list[Field] = []
    unfilled: list[Field] = []
    corrected = True
    for each in document.fields:
        filled = view.occurrence(EventKey.stated(each.name))
        if filled is None or filled.first_seq > signed.last_seq:
            unfilled.append(each)
            continue
        change = view.occurrence(EventKey.changed(each.name))
        if change is not None and change.last_seq > signed.last_seq:
            changed.append(each)
            correction = view.occurrence(EventKey.corrected(each.name))
            corrected = corrected and correction is not None and correction.last_seq == change.last_seq
    if not isinstance(document, FormPart) and len(unfilled) < len(document.fields):
        unfilled.clear()
    return Given(signed, tuple(changed), tuple(unfilled), corrected=bool(changed) and corrected)
