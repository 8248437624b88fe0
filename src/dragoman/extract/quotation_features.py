"""What the models of attribution look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from dragoman.extract.quotation_text import Line
from dragoman.extract.quotation_words import head_strength, stem_word

_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
_MARKS = ("who", "that", "and", "but", "by", "as", "to", ":", "-", "–", "—")


def step(probability: float) -> int:
    """Return which of nine steps a probability stands on."""
    return bisect_right(_STEPS, probability)


def cue_features(line: Line, i: int) -> Iterator[str]:
    """Yield what speaks for or against word `i` carrying a cue."""
    n = len(line.words)

    def low(at: int) -> str:
        return line.lower[at] if 0 <= at < n else "|"

    def cls(at: int) -> str:
        return line.classes[at] if 0 <= at < n else "|"

    w = line.lower[i]
    s = stem_word(w)
    yield f"w={w}"
    yield f"s={s}"
    yield f"h={step(head_strength(w))}"
    for d in (-3, -2, -1, 1, 2, 3):
        yield f"w{d}={low(i + d)}"
        yield f"c{d}={cls(i + d)}"
    for d in (-1, 1):
        yield f"s,w{d}={s},{low(i + d)}"
        yield f"s,c{d}={s},{cls(i + d)}"
        yield f"c,c{d}={cls(i)},{cls(i + d)},{cls(i + 2 * d)}"
        yield f"w{d}{d}={low(i + d)},{low(i + 2 * d)}"
    yield f"c-1+1={cls(i - 1)},{cls(i)},{cls(i + 1)}"
    yield f"cl={cls(i - 3)},{cls(i - 2)},{cls(i - 1)}"
    yield f"cr={cls(i + 1)},{cls(i + 2)},{cls(i + 3)}"
    quoted = line.quoted
    yield f"q={quoted[i]}"
    yield f"q,s={quoted[i]},{s}"
    after = next((d for d in range(1, 6) if i + d < n and quoted[i + d]), 0) if not quoted[i] else 9
    before = next((d for d in range(1, 8) if i - d >= 0 and quoted[i - d]), 0) if not quoted[i] else 9
    yield f"qa={after}"
    yield f"qb={before}"
    yield f"qab={bool(after)},{bool(before)},{line.quotes}"
    yield f"first={min(i, 6)}"
    yield f"last={min(n - i, 6)}"
    commas = sum(word == "," for word in line.lower[:i])
    yield f"commas={min(commas, 3)}"
    if any(word in ("that", "who", "which") for word in line.lower[max(i - 4, 0) : i]):
        yield "relative"
    for side, others in (("L", [j for j in line.candidates if j < i]), ("R", [j for j in line.candidates if j > i])):
        if not others:
            yield f"{side}none"
            continue
        strongest = max(others, key=lambda j: head_strength(line.lower[j]))
        nearest = others[-1] if side == "L" else others[0]
        for name, j in (("x", strongest), ("n", nearest)):
            between = line.lower[min(i, j) + 1 : max(i, j)]
            marks = "".join(m for m in (",", "and", "but", "who", "that", "to", "-") if m in between)
            level = step(head_strength(line.lower[j]))
            yield f"{side}{name}={level}"
            yield f"{side}{name}s={stem_word(line.lower[j])}"
            yield f"{side}{name}m={level},{marks},{quoted[j]}"
            yield f"{side}{name}d={level},{min(len(between), 5)}"


def role_features(line: Line, head: int, k: int) -> list[str]:
    """Return what tells which part word `k` plays for the cue that word `head` carries."""
    n = len(line.words)
    low, cls, quoted = line.lower, line.classes, line.quoted
    side = "L" if k < head else "R" if k > head else "H"
    distance = _far(abs(k - head))
    s = stem_word(low[head])
    a, b = (k + 1, head) if k < head else (head + 1, k)
    between = low[a:b]
    commas = between.count(",")
    other = step(max((head_strength(low[j]) for j in line.candidates if a <= j < b), default=0.0))
    marks = "".join([m for m in _MARKS if m in between])
    here = f"{side}{distance}"
    w, c = low[k], cls[k]
    c1 = cls[k + 1] if k + 1 < n else "|"
    c0 = cls[k - 1] if k else "|"
    w1 = low[k + 1] if k + 1 < n else "|"
    w0 = low[k - 1] if k else "|"
    q = f"{int(quoted[k])}{int(quoted[head])}"
    before = cls[head - 1] if head else "|"
    after = cls[head + 1] if head + 1 < n else "|"
    few = min(commas, 3)
    features = [
        f"d={here}",
        f"w={side},{w}",
        f"dw={here},{w}" if distance < 6 else f"dc={here},{c}",
        f"dc={here},{c},{c1}",
        f"c0={side},{c0},{c}",
        f"cc={side},{c0},{c},{c1}",
        f"w0={side},{w0}",
        f"w1={side},{w1}",
        f"q={side},{q}",
        f"qd={here},{q}",
        f"m={side},{few},{marks}",
        f"mc={side},{few},{c}",
        f"o={side},{other},{min(commas, 2)}",
        f"sd={here},{s}",
        f"sc={side},{s},{c}",
        f"hw={here},{low[head + 1] if head + 1 < n else '|'}",
        f"hv={here},{before}",
        f"hvc={side},{before},{after},{c},{min(distance, 4)}",
        f"hq={side},{before},{line.quotes},{q}",
        f"p={side},{min(k, 3)},{min(n - 1 - k, 2)},{min(head, 4)}",
        f"pc={side},{min(k, 2)},{c},{min(n - 1 - k, 2)}",
    ]
    if k > 1:
        features.append(f"c00={side},{cls[k - 2]},{c0},{c}")
    if k + 2 < n:
        features.append(f"c11={side},{c},{c1},{cls[k + 2]}")
    return features


def _far(distance: int) -> int:
    return distance if distance < 6 else 6 + (distance > 7) + (distance > 10) + (distance > 15) + (distance > 25)
