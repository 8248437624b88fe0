"""The values of the model as Arrow record batches, and back again, with nothing lost.

One column a field, under the field's own name; a value inside a value is a struct, a tuple is a list, a `Quote` is
struct{start, end, text}, a reconciled toll is struct{best, low, high}. The schema follows from the dataclass itself,
so that a field added to the model cannot be forgotten here.
"""

# ruff: noqa: ANN401 -- the values here are of whatever type the hints of the model say; shapes are built from those.

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from dragoman.model.article import Article
from dragoman.model.coding import Coding
from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.span import Quote, Span

Value = TypeVar("Value")

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    bytes: pa.binary(),
}
_TOLL = ("best", "low", "high")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one type of the model lies in Arrow: its column type, and the way there and back."""

    arrow: pa.DataType
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def shape_of(kind: Any) -> Shape:
    """Return the shape of a type of the model; TypeError for a type that has none."""
    return _derive_shape(kind)


@cache
def _derive_shape(kind: Any) -> Shape:
    if kind in _SCALARS:
        return Shape(_SCALARS[kind], _same, _same)
    if kind is Quote:
        return _quote_shape()
    if dataclasses.is_dataclass(kind):
        return _struct_shape(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union) and len(inner) == 2 and type(None) in inner:
        return _optional_shape(next(each for each in inner if each is not type(None)))
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return _list_shape(inner[0])
    if origin is tuple and inner == (int | None,) * 3:
        return _toll_shape()
    raise TypeError(f"no Arrow shape for {kind!r}; known: scalars, dataclasses, tuples of them, None beside them")


def _same(value: Any) -> Any:
    return value


def _quote_shape() -> Shape:
    fields = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    return Shape(
        fields,
        lambda quote: {"start": quote.span.start, "end": quote.span.end, "text": quote.text},
        lambda row: Quote(Span(row["start"], row["end"]), row["text"]),
    )


def _toll_shape() -> Shape:
    fields = pa.struct([(name, pa.int64()) for name in _TOLL])
    return Shape(
        fields,
        lambda toll: dict(zip(_TOLL, toll, strict=True)),
        lambda row: tuple(row[name] for name in _TOLL),
    )


def _struct_shape(kind: Any) -> Shape:
    hints = get_type_hints(kind)
    shapes = {field.name: shape_of(hints[field.name]) for field in dataclasses.fields(kind)}

    def pack(value: Any) -> dict[str, Any]:
        return {name: shape.pack(getattr(value, name)) for name, shape in shapes.items()}

    def unpack(row: dict[str, Any]) -> Any:
        return kind(**{name: shape.unpack(row[name]) for name, shape in shapes.items()})

    return Shape(pa.struct([(name, shape.arrow) for name, shape in shapes.items()]), pack, unpack)


def _optional_shape(kind: Any) -> Shape:
    shape = shape_of(kind)
    if shape.pack is _same:
        return shape
    return Shape(
        shape.arrow,
        lambda value: None if value is None else shape.pack(value),
        lambda row: None if row is None else shape.unpack(row),
    )


def _list_shape(kind: Any) -> Shape:
    shape = shape_of(kind)
    return Shape(
        pa.list_(shape.arrow),
        lambda values: [shape.pack(value) for value in values],
        # None: a list that a migration added to rows older than itself.
        lambda rows: tuple(shape.unpack(row) for row in rows or ()),
    )


def schema_of(kind: type) -> pa.Schema:
    """Return the Arrow schema of a dataclass of the model."""
    return pa.schema(list(shape_of(kind).arrow))


def pack_row(value: object) -> dict[str, Any]:
    """Return a value of the model as a plain nested dict, the form that JSON and Arrow take."""
    row: dict[str, Any] = shape_of(type(value)).pack(value)
    return row


def pack_batch(kind: type[Value], values: Iterable[Value]) -> pa.RecordBatch:
    """Lay values of one type out as a record batch, in the order given."""
    pack = shape_of(kind).pack
    return pa.RecordBatch.from_pylist([pack(value) for value in values], schema=schema_of(kind))


def unpack_batch(kind: type[Value], batch: pa.RecordBatch | pa.Table) -> list[Value]:
    """Read the values of a batch back; columns that the type does not have are left out."""
    shape = shape_of(kind)
    rows = batch.select([field.name for field in shape.arrow]).to_pylist()
    return [shape.unpack(row) for row in rows]


def articles_to_batch(articles: Iterable[Article]) -> pa.RecordBatch:
    """Lay articles out as a record batch."""
    return pack_batch(Article, articles)


def batch_to_articles(batch: pa.RecordBatch | pa.Table) -> list[Article]:
    """Read articles back from a record batch."""
    return unpack_batch(Article, batch)


def codings_to_batch(codings: Iterable[Coding]) -> pa.RecordBatch:
    """Lay codings out as a record batch."""
    return pack_batch(Coding, codings)


def batch_to_codings(batch: pa.RecordBatch | pa.Table) -> list[Coding]:
    """Read codings back from a record batch."""
    return unpack_batch(Coding, batch)


def events_to_batch(events: Iterable[Event]) -> pa.RecordBatch:
    """Lay events out as a record batch."""
    return pack_batch(Event, events)


def batch_to_events(batch: pa.RecordBatch | pa.Table) -> list[Event]:
    """Read events back from a record batch."""
    return unpack_batch(Event, batch)


def resolved_to_batch(resolved: Iterable[ResolvedCoding]) -> pa.RecordBatch:
    """Lay resolved codings out as a record batch, the coding whole inside each."""
    return pack_batch(ResolvedCoding, resolved)


def batch_to_resolved(batch: pa.RecordBatch | pa.Table) -> list[ResolvedCoding]:
    """Read resolved codings back from a record batch."""
    return unpack_batch(ResolvedCoding, batch)
