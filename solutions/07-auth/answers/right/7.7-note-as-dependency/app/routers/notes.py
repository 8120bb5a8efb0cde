"""Notes of users."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import TypeAdapter

from app.auth.dependencies import CurrentUser, may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.db.tables import NoteRow
from app.models.notes import Note, NoteIn, NotePage
from app.repositories.notes import NoteRepository
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/notes", tags=["notes"], responses=refuses(401, 403, 404, 422))


class Notebook:
    """The notes of who is asking."""

    def __init__(self, user: CurrentUser, notes: Annotated[NoteRepository, Depends()]) -> None:
        self.owner, self.notes = user.id, notes

    def read(self, note_id: int) -> NoteRow:
        note = self.notes.find(self.owner, note_id)
        if note is None:
            raise HTTPException(404, f"Nothing at {note_id}.")
        return note


Book = Annotated[Notebook, Depends()]
reading = may(Permission.NOTES_READ)
writing = may(Permission.NOTES_WRITE)


@router.get("", response_model=NotePage, dependencies=[reading])
def list_notes(book: Book, limit: Limit = 20, offset: Offset = 0) -> dict[str, object]:
    rows, total = book.notes.list(book.owner, limit=limit, offset=offset)
    return {"items": TypeAdapter(list[Note]).validate_python(list(rows)), "total": total}


@router.post("", status_code=201, response_model=Note, dependencies=[writing])
def create_note(data: NoteIn, book: Book, request: Request, response: Response) -> NoteRow:
    note = book.notes.add(book.owner, data.text)
    response.headers["Location"] = f"{request.url.path}/{note.id}"
    return note


@router.get("/{note_id}", dependencies=[reading])
def read_note(note_id: RowId, book: Book) -> Note:
    return Note.model_validate(book.read(note_id))


@router.put("/{note_id}", dependencies=[writing])
def replace_note(note_id: RowId, data: NoteIn, book: Book) -> Note:
    note = book.read(note_id)
    note.text = data.text
    return Note.model_validate(note)


@router.delete("/{note_id}", status_code=204, dependencies=[writing])
def delete_note(note_id: RowId, book: Book) -> None:
    book.notes.remove(book.read(note_id))
