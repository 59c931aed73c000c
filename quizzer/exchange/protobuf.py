"""As much of protobuf's wire format as Anki's packages need: fields by number, read from bytes."""

from __future__ import annotations

from typing import TypeAlias

Field: TypeAlias = "int | bytes"

_FIXED = {1: 8, 5: 4}


class ProtobufError(ValueError):
    """Bytes that are no message: one sentence."""


def fields_of(data: bytes) -> dict[int, list[Field]]:
    """The fields of a message by their number, each with its values in order.

    Raises:
        ProtobufError: the bytes end in the middle of a field, or have a kind of field that is not known.
    """
    found: dict[int, list[Field]] = {}
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        value: Field
        if kind == 0:
            value, at = _varint(data, at)
        elif kind == 2:
            length, at = _varint(data, at)
            value, at = _slice(data, at, length)
        elif kind in _FIXED:
            value, at = _slice(data, at, _FIXED[kind])
        else:
            raise ProtobufError(f"no field is of the kind {kind}")
        found.setdefault(number, []).append(value)
    return found


def text_of_field(fields: dict[int, list[Field]], number: int) -> str:
    """The text of a field, "" where it has none."""
    value = fields.get(number, [b""])[0]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def number_of_field(fields: dict[int, list[Field]], number: int) -> int:
    """The number of a field, 0 where it has none."""
    value = fields.get(number, [0])[0]
    return value if isinstance(value, int) else 0


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        if at + place >= len(data):
            break
        byte = data[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise ProtobufError("a number does not end")


def _slice(data: bytes, at: int, length: int) -> tuple[bytes, int]:
    if at + length > len(data):
        raise ProtobufError("a field does not end")
    return data[at : at + length], at + length
