"""1.6 Read JSON and forms."""

import hashlib
import json
import shutil
import subprocess

import pytest

# Octets that are no text, with line breaks at the end and a boundary's beginning inside.
PICTURE = bytes(range(256)) + b"\r\n--\r\n\r\n"


def echo(client, content, content_type):
    return client.post("/echo", content=content, headers={"Content-Type": content_type})


def part(fields, content):
    return b"--frame\r\n" + fields + b"\r\n\r\n" + content + b"\r\n"


def test_json_is_read(client):
    """A JSON body is objects, arrays, texts, numbers, true, false and null, as Python has them."""
    data = {"name": "Café", "sizes": [1, 2.5, -3], "new": True, "old": None, "in": {"a": []}}
    answer = client.post("/echo", json=data)
    assert answer.status_code == 200
    assert answer.json()["content"] == data


def test_what_is_not_json_is_400(client):
    """A body that is not JSON is refused with 400; NaN and Infinity are not JSON, and 1e999, of
    which Python makes Infinity, is no number that can be answered."""
    not_json = [b"{'name': 'mug'}", b'{"name": "mug",}', b'{"name"', b"mug"]
    for content in [*not_json, b"NaN", b"[-Infinity]", b"[1e999]"]:
        assert echo(client, content, "application/json").status_code == 400


def test_json_is_in_utf_8(client):
    """JSON is in UTF-8. In UTF-16, which `json.loads` guesses from octets, or in Latin-1: 400."""
    for encoding in ("utf-16", "utf-16-le", "latin-1"):
        content = '{"name": "Café"}'.encode(encoding)
        assert echo(client, content, "application/json").status_code == 400


def test_json_nested_without_end_does_no_harm(client):
    """A hundred thousand open brackets are refused with 400 as well."""
    assert echo(client, b"[" * 100_000, "application/json").status_code == 400


def test_parameters_and_capitals_do_not_change_a_media_type(client):
    """`Application/JSON; charset=utf-8` is application/json."""
    answer = echo(client, b'{"a": 1}', "Application/JSON; charset=utf-8")
    assert answer.status_code == 200
    assert answer.json()["content"] == {"a": 1}


def test_a_url_encoded_form_is_read(client):
    """In a URL-encoded form `+` is a space, %XX an octet of UTF-8; an empty field stays."""
    body = b"email=ada%40example.org&message=Good+day%2C+caf%C3%A9+%2B+1&name="
    answer = echo(client, body, "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    fields = {"email": "ada@example.org", "message": "Good day, café + 1", "name": ""}
    assert answer.json()["content"] == fields


def test_a_url_encoded_form_that_cannot_be_read_is_400(client):
    """Codes that are no UTF-8, octets above ASCII and more than 100 fields are refused with 400."""
    for body in (b"a=%ff", b"a=\xff", b"a=b&" * 101):
        answer = echo(client, body, "application/x-www-form-urlencoded")
        assert answer.status_code == 400


def test_a_multipart_form_has_texts_and_files(client):
    """A part without filename is text; one with a filename is a file with its name and type."""
    files = {"picture": ("mug é.png", b"\x89PNG", "image/png")}
    answer = client.post("/echo", data={"message": "Good day, café"}, files=files)
    assert answer.status_code == 200
    content = answer.json()["content"]
    assert content["message"] == "Good day, café"
    assert content["picture"]["content_type"] == "image/png"
    assert content["picture"]["size"] == 4
    assert content["picture"]["filename"].startswith("mug ")


def test_names_in_a_multipart_form_are_utf_8(client):
    """Name and filename of a part are UTF-8: `as_utf8` reads them, after `parse_headers`."""
    fields = 'Content-Disposition: form-data; name="größe"; filename="mug é.png"'.encode()
    body = part(fields, b"1") + b"--frame--\r\n"
    answer = echo(client, body, "multipart/form-data; boundary=frame")
    assert answer.status_code == 200
    content = answer.json()["content"]
    assert list(content) == ["größe"]
    assert content["größe"]["filename"] == "mug é.png"


def test_a_file_arrives_octet_by_octet(client):
    """A file is kept as it is: octets that are no text, line breaks at its beginning and end."""
    files = {"picture": ("p.bin", b"\r\n" + PICTURE, "image/png")}
    answer = client.post("/echo", files=files)
    assert answer.status_code == 200
    picture = answer.json()["content"]["picture"]
    assert picture["size"] == len(PICTURE) + 2, "The file has another length than what was sent."
    assert picture["sha256"] == hashlib.sha256(b"\r\n" + PICTURE).hexdigest()


def test_curl_sends_a_file(server, client, tmp_path):
    """`curl -F picture=@mug.bin` sends a multipart form, and the file arrives."""
    path = tmp_path / "mug.bin"
    path.write_bytes(PICTURE)
    if program := shutil.which("curl"):
        options = ["-s", "--noproxy", "*", "--max-time", "5", "-F", f"picture=@{path}"]
        command = [program, *options, f"{server.url}/echo"]
        answer = subprocess.run(command, capture_output=True, check=False).stdout
    else:
        answer = client.post("/echo", files={"picture": ("mug.bin", PICTURE)}).content
    picture = json.loads(answer)["content"]["picture"]
    assert picture["filename"] == "mug.bin"
    assert picture["size"] == len(PICTURE), "The file has another length than what was sent."
    assert picture["sha256"] == hashlib.sha256(PICTURE).hexdigest()


def test_a_boundary_may_stand_in_quotes_and_text_stand_around_the_parts(client):
    """The boundary may stand in quotes; text before the first and after the last is ignored."""
    body = (
        b"before\r\n" + part(b'content-disposition: form-data; name="a"', b"1") + b"--frame--\r\n"
    )
    answer = echo(client, body + b"after", 'multipart/form-data; boundary="frame"')
    assert answer.status_code == 200
    assert answer.json()["content"] == {"a": "1"}


def test_what_follows_the_last_boundary_is_no_part(client):
    """The first boundary with `--` behind it ends the form, whatever follows."""
    named = b'Content-Disposition: form-data; name="%s"'
    body = part(named % b"a", b"1") + b"--frame--\r\n" + part(named % b"b", b"2") + b"--frame--\r\n"
    answer = echo(client, body, "multipart/form-data; boundary=frame")
    assert answer.status_code == 200
    assert answer.json()["content"] == {"a": "1"}


def test_a_multipart_form_of_another_form_is_400(client):
    """No last boundary, a part without a name, text or name not UTF-8, over 100 parts: 400."""
    named = b'Content-Disposition: form-data; name="a"'
    bad_forms = [
        b"nothing",
        part(named, b"1"),
        part(b"Content-Type: text/plain", b"1") + b"--frame--\r\n",
        part(named, b"\xff") + b"--frame--\r\n",
        part(named[:-2] + b'\xff"', b"1") + b"--frame--\r\n",
        part(named, b"1") * 101 + b"--frame--\r\n",
    ]
    for body in bad_forms:
        assert echo(client, body, "multipart/form-data; boundary=frame").status_code == 400


def test_the_form_of_the_page_is_understood_both_ways(client):
    """POST /api/v1/feedback takes a URL-encoded and a multipart form, and answers 201."""
    fields = {"email": "ada@example.org", "message": "Lovely mugs"}
    first = client.post("/api/v1/feedback", data=fields)
    assert first.status_code == 201
    assert first.json() == fields | {"id": 1}
    second = client.post("/api/v1/feedback", data=fields, files={"picture": ("p.png", b"png")})
    assert second.status_code == 201
    assert second.json()["picture"]["size"] == 3


def test_another_media_type_is_415(client):
    """A form of any other media type, or of none, is refused with 415."""
    for content_type in ("application/json", "image/png", "nonsense", ""):
        fields = {"Content-Type": content_type}
        answer = client.post("/api/v1/feedback", content=b"email=a@b&message=c", headers=fields)
        assert answer.status_code == 415


def test_json_is_not_guessed_at():
    """`read_json` refuses a body that is not called application/json with 415."""
    from app.http.bodies import read_json
    from app.http.messages import Headers, HttpError, Request

    fields = Headers([("Content-Type", "text/plain")])
    with pytest.raises(HttpError) as caught:
        read_json(Request("POST", "/", "/", headers=fields, body=b"{}"))
    assert caught.value.status == 415
