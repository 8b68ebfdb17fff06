"""Which adjustments of one component act together (core/compose): pure."""

from __future__ import annotations

from collections.abc import Iterable

from alhf.sdk.keys import encode
from alhf.v1 import types_pb2

#: A lesson fires from this score on, where nothing else is said.
FIRING_THRESHOLD = 0.5


def settle(items: Iterable[types_pb2.AdjustmentItem], threshold: float
           ) -> list[types_pb2.AdjustmentItem]:
    """Returns all `items` with their dispositions, ordered by lesson: those
    that score enough apply, one lesson for each conflict key."""
    return _settle(_decided(items, threshold))


def settle_late(plan: types_pb2.ComponentPlan, settled_keys: Iterable[str],
                late: Iterable[types_pb2.AdjustmentItem], threshold: float
                ) -> list[types_pb2.AdjustmentItem]:
    """Returns all of `late`, settled against `plan` as well: an item whose key
    has a winner there or is in `settled_keys`, or whose lesson is applied
    already, is set aside with the rule that did it."""
    settled = dict.fromkeys(settled_keys, "")
    settled.update((item.conflict_key, item.lesson_id) for item in plan.items
                   if item.conflict_key)
    applied = {item.lesson_id for item in plan.items}
    items = _decided(late, threshold)
    for item in filter(_applies, items):
        if item.lesson_id in applied:
            _set_aside(item, item.lesson_id, "in the plan already")
        elif item.conflict_key and item.conflict_key in settled:
            _set_aside(item, settled[item.conflict_key], "settled in the plan")
    return _settle(items)


def _decided(items: Iterable[types_pb2.AdjustmentItem], threshold: float
             ) -> list[types_pb2.AdjustmentItem]:
    decided = []
    for each in items:
        item = types_pb2.AdjustmentItem()
        item.CopyFrom(each)
        item.ClearField("overruled_by")
        item.ClearField("overruled_rule")
        if item.disposition != types_pb2.DISPOSITION_SHADOW:
            item.disposition = (types_pb2.DISPOSITION_APPLIED
                                if item.score >= threshold
                                else types_pb2.DISPOSITION_CANDIDATE)
        decided.append(item)
    return sorted(decided, key=lambda item: (item.lesson_id, encode(item)))


def _settle(items: list[types_pb2.AdjustmentItem]
            ) -> list[types_pb2.AdjustmentItem]:
    """Leaves one lesson of each conflict key APPLIED."""
    winners: dict[str, types_pb2.AdjustmentItem] = {}
    for item in filter(_applies, items):
        if item.conflict_key:
            winner = winners.setdefault(item.conflict_key, item)
            if _rule_for(item, winner):
                winners[item.conflict_key] = item
    for item in items:
        won = winners.get(item.conflict_key)
        if (won is not None and _applies(item) and
                item.lesson_id != won.lesson_id):
            _set_aside(item, won.lesson_id, _rule_for(won, item))
    return items


def _rule_for(a: types_pb2.AdjustmentItem, b: types_pb2.AdjustmentItem) -> str:
    """Returns the rule by which `a` wins over `b`; "" where it does not."""
    if bool(a.audience) != bool(b.audience):
        return "user over tenant" if a.audience else ""
    if a.specificity != b.specificity:
        return "more specific" if a.specificity > b.specificity else ""
    if a.learned_sequence != b.learned_sequence:
        return "newer" if a.learned_sequence > b.learned_sequence else ""
    return "lower lesson id" if a.lesson_id < b.lesson_id else ""


def _applies(item: types_pb2.AdjustmentItem) -> bool:
    return bool(item.disposition == types_pb2.DISPOSITION_APPLIED)


def _set_aside(item: types_pb2.AdjustmentItem, by: str, rule: str) -> None:
    item.disposition = types_pb2.DISPOSITION_CANDIDATE
    item.overruled_by = by
    item.overruled_rule = rule
