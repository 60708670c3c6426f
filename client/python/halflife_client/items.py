# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""Items as the collector's API spells them."""

import json
import math
import os
import time
from datetime import date, datetime, timezone
from typing import Any, Dict, Mapping, Optional, Union

ITEM_BYTES_MAX = 256 << 10
_NAME_LENGTH_MAX = 4096
_INT_BITS_MAX = 960

Time = Union[datetime, int, str, None]


class TooLarge(ValueError):
    """The item is larger than a collector takes."""


def new_prediction_id() -> str:
    """A UUID of version 7 (RFC 9562): ids sort by the millisecond they were made in."""
    millis = time.time_ns() // 1_000_000
    number = (millis & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def time_text(value: Time) -> Union[str, int]:
    """RFC 3339 with microseconds; None is now; an int is epoch milliseconds; text stays.

    A datetime without a zone is refused: nobody knows which moment it means.
    """
    if value is None:
        value = datetime.now(timezone.utc)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("the time has no zone")
        moment = value.astimezone(timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise TypeError("the time is a datetime, epoch milliseconds or text")
    return value


def feature_value(value: Any) -> Any:
    """A value as JSON: numbers, text, booleans, None. NaN and infinities are missing values.

    Scalars of numpy and pandas count as what their item() gives; whatever else is its text.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return int(value) if value.bit_length() <= _INT_BITS_MAX else None
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():
        return feature_value(item())
    if hasattr(value, "__float__"):
        return feature_value(float(value))
    return str(value)


def _values(values: Mapping[str, Any]) -> Dict[str, Any]:
    result = {}
    for name, value in values.items():
        text = str(name)
        if len(text) > _NAME_LENGTH_MAX:
            raise ValueError("a name is too long")
        result[text] = feature_value(value)
    return result


def _number(value: Any) -> Optional[float]:
    """A number of the output; one that is not finite goes out as it is: the collector says why."""
    return None if value is None else float(value)


def _output(
    label: Any, score: Any, value: Any, probabilities: Optional[Mapping[str, Any]]
) -> Dict[str, Any]:
    output: Dict[str, Any] = {}
    if label is not None:
        label = feature_value(label)
        output["label"] = label if isinstance(label, str) else json.dumps(label)
    if score is not None:
        output["score"] = _number(score)
    if value is not None:
        output["value"] = _number(value)
    if probabilities:
        output["probabilities"] = {str(k): _number(v) for k, v in probabilities.items()}
    return output


def prediction(
    model: str,
    version: str,
    features: Mapping[str, Any],
    label: Any,
    score: Any,
    value: Any,
    probabilities: Optional[Mapping[str, Any]],
    prediction_id: str,
    event_time: Time,
    environment: Optional[str],
    latency_ms: Optional[float],
    tags: Optional[Mapping[str, str]],
    trace_id: Optional[str],
) -> Dict[str, Any]:
    """API section 5.1."""
    item: Dict[str, Any] = {
        "model": str(model),
        "version": str(version),
        "prediction_id": prediction_id,
        "event_time": time_text(event_time),
        "features": _values(features),
        "prediction": _output(label, score, value, probabilities),
    }
    if environment is not None:
        item["environment"] = str(environment)
    if latency_ms is not None:
        item["latency_ms"] = float(latency_ms)
    if tags:
        item["tags"] = {str(k): str(v) for k, v in tags.items()}
    if trace_id is not None:
        item["trace_id"] = str(trace_id)
    return item


def ground_truth(
    model: str,
    prediction_id: str,
    label: Any,
    value: Any,
    event_time: Time,
    observed_at: Time,
    source: Optional[str],
    revision: int,
) -> Dict[str, Any]:
    """API section 5.2."""
    if label is None and value is None:
        raise ValueError("ground truth has a label or a value")
    item: Dict[str, Any] = {
        "model": str(model),
        "prediction_id": str(prediction_id),
        "actual": _output(label, None, value, None),
        "observed_at": time_text(observed_at),
        "revision": int(revision),
    }
    if event_time is not None:
        item["event_time"] = time_text(event_time)
    if source is not None:
        item["source"] = str(source)
    return item


def encoded(item: Mapping[str, Any]) -> bytes:
    """One JSON object. Half of a surrogate pair is escaped: it costs this item alone."""
    data = json.dumps(item, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    if len(data) > ITEM_BYTES_MAX:
        raise TooLarge()
    return data
