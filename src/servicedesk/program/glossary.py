"""What the names in the rules of a procedure are called in one language, each found once: when it is first said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term


@frozen
class Glossary:
    """The terms by kind and name, for conditions to read in; they name what rules name, and nothing that is filed."""

    lang: str
    find: Callable[[str, str], Term] = field(eq=False, repr=False)
    _known: dict[tuple[str, str], str] = field(init=False, eq=False, repr=False, factory=dict[tuple[str, str], str])

    def __call__(self, kind: str, name: str) -> str:
        """The term of a name of that kind."""
        known = self._known.get((kind, name))
        if known is None:
            known = self._known[kind, name] = self.find(kind, name).text(self.lang)
        return known


@frozen
class Choices:
    """Several things that rules name together and of which any one will do: states, roles; each several found once."""

    find: Callable[[str], Term] = field(eq=False, repr=False)
    quoted: bool = False
    _known: dict[frozenset[str], Several] = field(
        init=False, eq=False, repr=False, factory=dict[frozenset[str], Several]
    )

    def __call__(self, names: frozenset[str]) -> Several:
        """These, by their terms and in the order of their names."""
        known = self._known.get(names)
        if known is None:
            terms = tuple(map(self.find, sorted(names)))
            known = self._known[names] = Several(terms, choice=True, quoted=self.quoted)
        return known


@frozen
class Names:
    """The states and the steps of a procedure, each by its name; and several states, of which any one will do."""

    states: Mapping[str, Term]
    steps: Mapping[str, Term]
    choice_of_states: Choices
