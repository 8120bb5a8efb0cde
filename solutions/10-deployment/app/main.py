"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

import time
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI

from app.auth.basic import BasicAuthMiddleware
from app.auth.dependencies import may
from app.core.about import about
from app.core.config import Settings, load_settings
from app.core.docs import DOCUMENTATION, add_docs
from app.core.document import EXTRA_MODELS, add_schemas, extend_document
from app.core.equipment import equip, name_of_function
from app.core.farewell import mark_deprecated
from app.core.metrics import Metrics
from app.core.problems import refuses
