# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""Logs predictions from apps that serve them to a Halflife collector.

Start at `Client`; `halflife_client.asgi.PredictionLogMiddleware` logs an endpoint of a FastAPI,
Starlette or any other ASGI app.
"""

from .client import Client, Settings
from .counts import Counts
from .items import new_prediction_id

__all__ = ["Client", "Counts", "Settings", "new_prediction_id"]
__version__ = "0.1.0"
