"""Notes: what a user writes down for themselves."""

from typing import Annotated

from fastapi import APIRouter, Depends

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.repositories.notes import NoteRepository

router = APIRouter(prefix="/api/v1/notes", tags=["notes"], responses=refuses(401, 403, 422))

NotesDep = Annotated[NoteRepository, Depends()]
READ = [may(Permission.NOTES_READ)]
WRITE = [may(Permission.NOTES_WRITE)]

# Exercise 7.7: What belongs to whom. Five operations belong here.
