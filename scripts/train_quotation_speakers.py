"""Fit the models that tell who says that an act happened: src/dragoman/extract/weights/quotation_*.npz.

    python -m scripts.train_quotation_speakers [--data DIR]

DIR is laid out as gold/dispatches-train; the codings of evals/standoff are added where the shared corpus holds their
articles. Needs the models of scripts.train_quotations, and the network, which finds attributions with them (of the
speakers it is asked only in the check: it has learnt those of the same articles). Prints how right the speakers are,
given trigger and type: over five folds, on the articles of evals/standoff kept for judging, and on the validation part.
Takes about six minutes on one core.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.extract import linear, quotation_names, quotation_speakers
from dragoman.extract.linear import LinearModel
from dragoman.extract.network import Network, Read, load_network
from dragoman.extract.quotation_names import (
    kind_of,
    list_antecedents,
    name_features,
    names_somebody,
    own_features,
)
from dragoman.extract.quotation_network import NetworkReading
from dragoman.extract.quotation_speakers import (
    LEAST,
    SpeakerWords,
    attribute_act,
    kind_features,
    near_attributions,
    see_trigger,
    speaker_features,
)
from dragoman.extract.quotations import AttributedContent, find_attributions
from dragoman.extract.sentences import split_sentences
from dragoman.extract.windows import cut_windows
from dragoman.model import Article, Span
from evals.standoff import read_lines, read_standoff
from scripts.train_quotations import FOLDS, SETTINGS, Row, fit_model, fold_of

SETTINGS |= {
    "speakers": (0.3, 2, 300, 0.01),
    "names": (0.3, 2, 300, 0.01),
    "own": (0.3, 2, 300, 0.01),
    "kinds": (1.0, 2, 300, 0.02),
}
_SMALL = frozenset(
    (
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his", "her",
        "their", "our", "s", "was", "were", "is", "are", "be", "been", "being", "has", "had",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A coding: its trigger, its type, and who says so (None: the article does)."""

    trigger: Span
    event: str
    speaker: str | None
    kind: str | None
    network: SpeakerWords | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An article with its codings and what is attributed in it."""

    article: Article
    told: tuple[Told, ...]
    attributions: tuple[AttributedContent, ...]


def read_example(
    row: dict[str, Any], codings: Sequence[dict[str, Any]], network: Network | None, ask: bool = False
) -> Example:
    """Read one coded article, by the network too where there is one; `ask` it for the speakers as well."""
    article = Article(row["id"], None, date(2016, 1, 1), row.get("title") or "", row["text"])
    if not codings:
        return Example(article, (), ())
    text = article.full_text
    reads = []
    if network is not None:
        reads = [network.read(window) for window in cut_windows(text, list(enumerate(split_sentences(article))))]
    told = []
    for coding in codings:
        start = text.find(coding["trigger"], max(text.find(coding["quote"]), 0))
        if start >= 0:
            said = coding["attribution"] or {}
            span = Span(start, start + len(coding["trigger"]))
            words = speaker_words(network, reads, span) if network is not None and ask else None
            told.append(Told(span, coding["event"], said.get("speaker"), said.get("kind"), words))
    reading = NetworkReading(network, reads) if network is not None else None
    return Example(article, tuple(told), tuple(find_attributions(article, least=LEAST, network=reading)))


def speaker_words(network: Network, reads: Iterable[Read], trigger: Span) -> SpeakerWords | None:
    """Return what the network says of the speaker in the light of a trigger."""
    for read in reads:
        anchor = [i for i, word in enumerate(read.window.words) if word.overlaps(trigger)]
        if anchor:
            scores = network.relate(read, "dispatches", anchor)["speaker"]
            begin = network.anchor_labels["dispatches"]["speaker"].index("B-speaker") + 1
            belongs = scores[:, begin] + scores[:, begin + 1]
            return SpeakerWords(read.window.words, scores[:, begin], belongs)
    return None


def read_part(folder: Path, part: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Return the articles of one part with their codings."""
    codings = defaultdict(list)
    for coding in read_lines(folder / f"codings_{part}.jsonl"):
        codings[coding["article_id"]].append(coding)
    return [(row, codings[row["id"]]) for row in read_lines(folder / f"articles_{part}.jsonl")]


def same_speaker(one: str, other: str) -> bool:
    """Tell whether two speakers share half of the words of the shorter, as tools/score_dispatches.py has it."""
    left, right = (set(re.findall(r"[a-z0-9]+", words.lower())) - _SMALL for words in (one, other))
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def rows_of(example: Example) -> dict[str, list[Row]]:
    """Return rows for the three models."""
    text, attributions = example.article.full_text, example.attributions
    rows: dict[str, list[Row]] = {"speakers": [], "names": [], "kinds": []}
    for told in example.told:
        speaker = told.speaker
        scene = see_trigger(text, told.trigger, attributions)
        for at in near_attributions(told.trigger, attributions):
            source = attributions[at].source
            if source is None:
                continue
            right = speaker is not None and _may_be(text, at, attributions, speaker)
            features = tuple(speaker_features(scene, told.event, at))
            rows["speakers"].append((features, "yes" if right else "no", 1.0))
            inside = any(content.overlaps(told.trigger) for content in attributions[at].contents)
            if speaker is not None and right and inside and not names_somebody(source.quote(text)):
                rows["names"].extend(_name_rows(text, at, attributions, speaker))
        if speaker is not None and told.kind and (found := text.find(speaker)) >= 0:
            span = Span(found, found + len(speaker))
            rows["kinds"].append((tuple(kind_features(text, span, span)), told.kind, 1.0))
    return rows


def _may_be(text: str, at: int, attributions: Sequence[AttributedContent], speaker: str) -> bool:
    source = attributions[at].source
    if source is None or same_speaker(source.quote(text), speaker):
        return source is not None
    phrase = source.quote(text)
    if names_somebody(phrase):
        return False
    options = [option.span for option in list_antecedents(text, at, attributions)]
    if kind_of(phrase.lower()) == "bare":
        last = phrase.rsplit(None, 1)[-1].lower()
        options = [o for o in options if last in text[max(o.start - 60, 0) : o.end + 60].lower()]
    return any(same_speaker(option.quote(text), speaker) for option in options)


def _name_rows(text: str, at: int, attributions: Sequence[AttributedContent], speaker: str) -> list[Row]:
    """A source that is not built on a name: which name, if any, does it stand for?"""
    source = attributions[at].source
    assert source is not None
    if same_speaker(source.quote(text), speaker):
        return []
    options = list_antecedents(text, at, attributions)
    return [
        (
            tuple(name_features(text, source, option, options)),
            "yes" if same_speaker(option.span.quote(text), speaker) else "no",
            1.0,
        )
        for option in options
    ]


def own_rows(example: Example, names: LinearModel) -> Iterator[Row]:
    """Yield a row a source that is not built on a name: is it named by its own words?"""
    text, attributions = example.article.full_text, example.attributions
    for told in example.told:
        for at in near_attributions(told.trigger, attributions) if told.speaker else ():
            source = attributions[at].source
            inside = any(content.overlaps(told.trigger) for content in attributions[at].contents)
            if source is None or not inside or names_somebody(source.quote(text)):
                continue
            own = same_speaker(source.quote(text), told.speaker or "")
            options = list_antecedents(text, at, attributions)
            if not options or not (own or _may_be(text, at, attributions, told.speaker or "")):
                continue
            best = max(names.probability(name_features(text, source, option, options), "yes") for option in options)
            yield tuple(own_features(text, source, options, best)), "yes" if own else "no", 1.0


def fit(examples: Sequence[Example]) -> dict[str, LinearModel]:
    """Fit the four models."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for example in examples:
        for name, more in rows_of(example).items():
            rows[name].extend(more)
    models = {name: fit_model(name, rows[name]) for name in rows}
    models["own"] = fit_model("own", [row for e in examples for row in own_rows(e, models["names"])])
    return {f"quotation_{name}": model for name, model in models.items()}


def use_models(models: dict[str, LinearModel]) -> None:
    """Let the package see these models instead of the stored ones."""
    loader: Callable[[str], LinearModel] = models.__getitem__
    for module in (quotation_names, quotation_speakers):
        module.load_model = loader  # type: ignore[attr-defined]


def check(examples: Iterable[Example]) -> Counter[str]:
    """Count right and spurious speakers under the models in use."""
    count: Counter[str] = Counter()
    for example in examples:
        text = example.article.full_text
        for told in example.told:
            speaker = attribute_act(text, told.trigger, told.event, example.attributions, told.network)
            if told.speaker:
                count["gold"] += 1
                count["filled"] += speaker is not None
                right = speaker is not None and same_speaker(speaker.span.quote(text), told.speaker)
                count["right"] += right
                count["kind"] += right and speaker is not None and speaker.kind == told.kind
            else:
                count["without"] += 1
                count["spurious"] += speaker is not None
    return count


def tell(name: str, count: Counter[str]) -> None:
    """Print the figures of `check`."""
    print(
        f"{name}: attribution {count['right'] / count['gold']:.3f} of {count['gold']}, filled {count['filled']},"
        f" kind right {count['kind'] / max(count['right'], 1):.3f};"
        f" spurious {count['spurious'] / count['without']:.3f} of {count['without']}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("DRAGOMAN_SHARED", "../shared"))
    parser.add_argument("--data", type=Path, default=shared / "gold" / "dispatches-train")
    parser.add_argument("--out", type=Path, default=Path(linear.__file__).parent / "weights")
    options = parser.parse_args()
    network = load_network()
    learnt = read_part(options.data, "train") + read_standoff(shared)
    examples = [read_example(*pair, network) for pair in learnt]
    total: Counter[str] = Counter()
    for fold in range(FOLDS):
        use_models(fit([e for e in examples if fold_of(e.article.id) != fold]))
        total += check(e for e in examples if fold_of(e.article.id) == fold)
    tell("five folds, the network asked for attributions alone", total)
    models = fit(examples)
    use_models(models)
    for name, pairs in (("judge", read_standoff(shared, "judge")), ("validation", read_part(options.data, "val"))):
        tell(f"{name}, linear models", check(read_example(*pair, None) for pair in pairs))
        tell(f"{name}, with the network", check(read_example(*pair, network, ask=True) for pair in pairs))
    for name, model in models.items():
        (options.out / f"{name}.npz").write_bytes(model.dump())


if __name__ == "__main__":
    main()
