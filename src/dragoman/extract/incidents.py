"""A text's terrorist incidents as templates: type, perpetrators, targets, victims and weapons, as in MUC-4.

The steps: sentences are judged for types of incident, and from them the text; words near acts are judged as heads of
fillers, by a linear model and by the network; mentions are gathered to fillers; and every filler is weighed for every
type that the text reports. A text has at most one incident a type.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.incident_evidence import JUDGED, judge_text
from dragoman.extract.incident_fillers import find_fillers, weigh_features
from dragoman.extract.incident_model import load_incident_model
from dragoman.extract.incident_reading import ROLES, read_text
from dragoman.extract.incident_text import INCIDENT_TYPES
from dragoman.model import Quote

# Set by cross-validation on the training texts. The measure gains from what is right more often than half its F.
TAKE_TYPE, TAKE_FILLER = 0.25, 0.23


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident that a text reports: its type, one of INCIDENT_TYPES, and by role the fillers, one mention each.

    `confidence`: the probability that the text reports an incident of this type.
    """

    incident_type: str
    fillers: dict[str, tuple[Quote, ...]]
    confidence: float


def read_incidents(text: str) -> list[Incident]:
    """Return the incidents that a text in any letter case reports; none where it tells of politics, or of war."""
    reading = read_text(text)
    evidence = judge_text(reading.sentences)
    confidence = dict(zip(JUDGED, evidence.text, strict=True))
    taken: dict[str, dict[str, list[Quote]]] = {
        kind: {role: [] for role in ROLES} for kind in INCIDENT_TYPES if confidence[kind] >= TAKE_TYPE
    }
    if not taken:
        return []
    model = load_incident_model("fillers")
    for filler, kind, features in weigh_features(find_fillers(reading, evidence), evidence):
        if kind in taken and model.probabilities(features)[0] >= TAKE_FILLER:
            span = filler.best.span
            quotes = taken[kind][filler.role]
            if all(span.quote(text).lower() != other.text.lower() for other in quotes):
                quotes.append(Quote(span, span.quote(text)))
    return [
        Incident(
            kind,
            {role: tuple(sorted(quotes, key=lambda quote: quote.span)) for role, quotes in roles.items()},
            round(float(confidence[kind]), 3),
        )
        for kind, roles in taken.items()
    ]
