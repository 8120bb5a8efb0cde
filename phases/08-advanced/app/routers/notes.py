"""Notes: what a user writes down for themselves."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response, status

from app.auth.dependencies import CurrentUser, may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.db.tables import NoteRow, UserRow
from app.models.notes import Note, NoteIn, NotePage
from app.repositories.notes import NoteRepository
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/notes", tags=["notes"], responses=refuses(401, 403, 422))

NotesDep = Annotated[NoteRepository, Depends()]
READ = [may(Permission.NOTES_READ)]
WRITE = [may(Permission.NOTES_WRITE)]


def find_note(notes: NoteRepository, user: UserRow, note_id: int, *, lock: bool = False) -> NoteRow:
    """Return a note of the user, or refuse as the API does.

    Raises: 404 for one that is not there, or somebody else's: a 403 would tell that it is there.
    """
    note = notes.find(user.id, note_id, lock=lock)
    if note is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"You have no note {note_id}.")
    return note


@router.get("", dependencies=READ, summary="List one's own notes, page by page")
def list_notes(
    user: CurrentUser, notes: NotesDep, limit: Limit = 20, offset: Offset = 0
) -> NotePage:
    """Answer one page of the user's notes, the oldest first, and how many they have."""
    items, total = notes.list(user.id, limit=limit, offset=offset)
    return NotePage(items=[Note.model_validate(row) for row in items], total=total)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Note,
    dependencies=WRITE,
    summary="Write a note",
)
def create_note(
    data: NoteIn, user: CurrentUser, notes: NotesDep, request: Request, response: Response
) -> NoteRow:
    """Store a note for the user and answer 201 with its address in `Location`."""
    note = notes.add(user.id, data.text)
    response.headers["Location"] = str(request.url_for("read_note", note_id=note.id))
    return note


@router.get(
    "/{note_id}",
    response_model=Note,
    dependencies=READ,
    responses=refuses(404),
    summary="Read a note",
)
def read_note(note_id: RowId, user: CurrentUser, notes: NotesDep) -> NoteRow:
    """Answer one note.

    Raises: 404 for one that is not there, or not one's own.
    """
    return find_note(notes, user, note_id)


@router.put(
    "/{note_id}",
    response_model=Note,
    dependencies=WRITE,
    responses=refuses(404),
    summary="Write a note anew",
)
def replace_note(note_id: RowId, data: NoteIn, user: CurrentUser, notes: NotesDep) -> NoteRow:
    """Give a note another text.

    Raises: 404 for one that is not there, or not one's own.
    """
    note = find_note(notes, user, note_id, lock=True)
    note.text = data.text
    return note


@router.delete(
    "/{note_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=WRITE,
    responses=refuses(404),
    summary="Remove a note",
)
def delete_note(note_id: RowId, user: CurrentUser, notes: NotesDep) -> None:
    """Remove a note and answer 204, without a body.

    Raises: 404 for one that is not there, or not one's own.
    """
    notes.remove(find_note(notes, user, note_id))
