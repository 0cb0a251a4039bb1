"""All that window and engine, and engine and indexer, say to each other."""

from app.engine.answers import Answer
from app.engine.orders import Order
from app.engine.reports import Report
from app.engine.requests import Request

Message = Request | Answer | Order | Report
