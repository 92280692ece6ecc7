"""How a word of the language is called: what it does not know, lacks or has too much of is a fault that says so.

A rule, a part, a procedure carry it to the check of the procedure, so that it is told with all others; a word that
stands alone tells it at once. A keyword that is nearly right is read as the one that is meant, so that nothing else is
told because of it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from attrs import frozen

from servicedesk.characters import brief
from servicedesk.errors import DefinitionFault, ServicedeskError
from servicedesk.rules.several import as_tuple
from servicedesk.said import Said, Statements

P = ParamSpec("P")
R = TypeVar("R")

_BY_PLACE = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


@frozen
class Wrong:
    """What is written wrongly: in words, and what to write in its place."""

    message: str
    remedy: str


class Called(type):
    """The kind of all classes that a manual calls: who calls one wrongly is told so, by ``_carried`` or at once."""

    if not TYPE_CHECKING:  # a type checker reads what each class takes, and tells it where it is written

        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            try:
                return super().__call__(*args, **kwargs)
            except TypeError:
                found, given = _read(cls.__signature__, args, kwargs)
                if not found:
                    raise
                return super().__call__(**cls._carried(found, given))

        @property
        def __signature__(cls) -> inspect.Signature:
            return _taken(cls)

    def _carried(cls, found: Sequence[Wrong], given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What it is made of in place of what was given; a class that can carry no fault raises it."""
        raise fault(cls.__name__, found)


@cache
def _taken(kind: type) -> inspect.Signature:
    own = inspect.signature(kind.__init__)  # type: ignore[misc]  # of this very class, not of another
    return own.replace(parameters=list(own.parameters.values())[1:], return_annotation=inspect.Signature.empty)


def word(make: Callable[P, R]) -> Callable[P, R]:
    """A function that a manual calls; who calls it wrongly is told so, and not how Python calls functions.

    Raises:
        DefinitionFault: a keyword that it does not know, something missing, too much, a value of the wrong kind.
    """

    @wraps(make)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return make(*args, **kwargs)
        except ServicedeskError:
            raise
        except (TypeError, AttributeError, ValueError, ArithmeticError) as error:
            taken = inspect.signature(make)
            if found := _read(taken, args, kwargs)[0]:
                raise fault(f"{make.__name__}(...)", found) from None
            raise fault(f"{make.__name__}(...)", [_unfit(taken, (*args, *kwargs.values()))]) from error

    return called


def method(named: Callable[[Any], str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The same for what is called through an object; ``named`` says how a manual calls that."""

    def declared(make: Callable[P, R]) -> Callable[P, R]:
        @wraps(make)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return make(*args, **kwargs)
            except TypeError:
                own = inspect.signature(make)
                own = own.replace(parameters=list(own.parameters.values())[1:])
                if found := _read(own, args[1:], kwargs)[0]:
                    raise fault(named(args[0]), found) from None
                raise

        return called

    return declared


def carried_with_rules(place: str, found: Sequence[Wrong], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, with what is wrong among the rules: of what holds rules, and carries its own faults so."""
    told = (Wrong(Said("at", place=place, what=each.message), each.remedy) for each in found)
    return {**given, "rules": (*told, *as_tuple(given.get("rules")))}


def fault(place: str, found: Sequence[Wrong]) -> DefinitionFault:
    """All that is wrong with one call, as one fault."""
    *others, last = found
    what = (*(Said("fault_with_remedy", message=each.message, remedy=each.remedy) for each in others), last.message)
    return DefinitionFault(Said("at", place=place, what=Statements(what)), remedy=last.remedy, clause="", place=place)


def _read(
    taken: inspect.Signature, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> tuple[list[Wrong], dict[str, Any]]:
    """What is wrong with a call, and what was given to which name, as far as that is plain."""
    parameters = taken.parameters.values()
    by_place = [each.name for each in parameters if each.kind in _BY_PLACE]
    by_name = [each.name for each in parameters if each.kind in _BY_NAME]
    kinds = {each.kind for each in parameters}
    found: list[Wrong] = []
    given = dict(zip(by_place, args, strict=False))
    if len(args) > len(by_place) and inspect.Parameter.VAR_POSITIONAL not in kinds:
        rest = _listed(name for name in by_name if name not in by_place)
        found.append(
            Wrong(
                Said("fault_values_without_name_at", count=len(args), count_two=len(by_place)),
                Said("fault_give_name", rest=rest),
            )
        )
    unknown: dict[str, Any] = {}
    for name, value in kwargs.items():
        if name not in by_name:
            unknown[name] = value
        elif name in given:
            found.append(Wrong(Said("fault_given_twice", name=name), Said("fault_give_once_place_name")))
        else:
            given[name] = value
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        found += [_unknown(name, value, by_name, given) for name, value in unknown.items()]
    needed = [each for each in parameters if each.default is each.empty and each.kind in (*_BY_PLACE, *_BY_NAME)]
    for each in needed:
        if each.name not in given:
            said = each.name + ("" if each.kind is inspect.Parameter.POSITIONAL_ONLY else "=")
            found.append(
                Wrong(Said("fault_missing", said=said), Said("fault_needs", names=tuple(one.name for one in needed)))
            )
    return found, given


def _unknown(name: str, value: Any, known: Collection[str], given: dict[str, Any]) -> Wrong:
    near = get_close_matches(name, known, 1)
    if not near:
        return Wrong(Said("fault_no_keyword", name=name), Said("fault_known_words", known=_listed(known)))
    given.setdefault(near[0], value)
    return Wrong(Said("fault_no_keyword", name=name), Said("fault_did_you_mean", near=near[0]))


def _unfit(taken: inspect.Signature, given: Sequence[Any]) -> Wrong:
    """Something that was given is of a kind that nothing can be made of."""
    takes = ", ".join(f"{each.name}: {each.annotation}" for each in taken.parameters.values())
    return Wrong(Said("fault_not_what_takes", names=tuple(map(brief, given))), Said("fault_takes", takes=takes))


def _listed(names: Iterable[str]) -> tuple[str, ...] | Said:
    return tuple(f"{name}=" for name in names) or Said("none")
