"""1.8 Negotiate and cache."""

PRODUCTS = "/api/v1/products"
JSON, CSV = "application/json", "text/csv"


def media_type(client, accept):
    """The media type of the answer to a client that accepts this; its status if it is no 200."""
    answer = client.get(PRODUCTS, headers={"Accept": accept})
    if answer.status_code != 200:
        return answer.status_code
    return answer.headers["content-type"].partition(";")[0]


def test_a_client_gets_the_media_type_that_it_accepts(client):
    """`Accept: text/csv` answers the products as CSV, `application/json` and `*/*` as JSON."""
    assert media_type(client, CSV) == CSV
    assert media_type(client, JSON) == JSON
    assert media_type(client, "*/*") == JSON
    assert client.get(PRODUCTS, headers={"Accept": CSV}).text.startswith("id,sku,name,")


def test_of_what_is_accepted_the_best_liked_wins(client):
    """The highest q wins, whatever the order; without q it is 1."""
    assert media_type(client, f"{JSON};q=0.5, {CSV};q=0.9") == CSV
    assert media_type(client, f"{CSV};q=0.9, {JSON};q=0.5") == CSV
    assert media_type(client, f"{CSV}, {JSON};q=0.999") == CSV
    assert media_type(client, f"{CSV} ; q=0.1 , {JSON} ; q=1.0") == JSON


def test_what_is_liked_the_same_is_decided_by_the_server():
    """Of types that are liked the same, and where all is welcome, the first offered is taken."""
    from app.http.negotiation import negotiate

    assert negotiate(f"{CSV}, {JSON}", [JSON, CSV]) == JSON
    assert negotiate(f"{JSON}, {CSV}", [CSV, JSON]) == CSV
    assert negotiate("", [CSV, JSON]) == CSV
    assert negotiate(f"{JSON};q=0.5, {CSV}", [JSON, CSV]) == CSV, "These are not liked the same."


def test_a_range_covers_types_and_the_most_specific_counts(client):
    """`text/*` covers text/csv; a type counts before `type/*`, and that before `*/*`."""
    assert media_type(client, "text/*") == CSV
    assert media_type(client, f"text/*, {CSV};q=0.1, */*;q=0.5") == JSON
    assert media_type(client, "*/*;q=0.1, text/*;q=0.2") == CSV


def test_q_0_means_not_this(client):
    """A type with q=0 is not sent, even when `*/*` would cover it."""
    assert media_type(client, f"*/*, {JSON};q=0") == CSV
    assert media_type(client, f"{JSON};q=0") == 406


def test_the_case_of_a_media_type_does_not_matter(client):
    """`Text/CSV;Q=0.5` is text/csv with q=0.5."""
    assert media_type(client, "Text/CSV") == CSV
    assert media_type(client, f"Text/CSV;Q=0.5, {JSON};Q=0.1") == CSV


def test_where_nothing_fits_the_answer_is_406(client):
    """A client that takes neither JSON nor CSV is answered with 406."""
    assert media_type(client, "image/png") == 406
    assert media_type(client, "application/*;q=0, image/*") == 406


def test_a_q_that_is_no_quality_does_no_harm(client):
    """A q that is not a number from 0 to 1 makes its range count as not accepted."""
    for quality in ("much", "2", "-1", "nan", "inf", ""):
        assert media_type(client, f"{CSV};q={quality}") == 406
        assert media_type(client, f"{CSV};q={quality}, {JSON};q=0.1") == JSON


def test_a_good_answer_has_an_etag_and_says_how_to_keep_it(client):
    """A 200 to GET has an ETag in quotes, and Cache-Control: no-cache unless it says otherwise."""
    answer = client.get(f"{PRODUCTS}/1")
    etag = answer.headers["etag"]
    assert len(etag) > 2
    assert etag[0] + etag[-1] == '""'
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/style.css").headers["cache-control"] == "max-age=3600"
    assert client.head(f"{PRODUCTS}/1").headers["etag"] == etag


def test_who_has_the_current_version_gets_304_and_no_body(client):
    """If-None-Match with the current ETag is answered with 304 and the same ETag, to HEAD too."""
    etag = client.get(f"{PRODUCTS}/1").headers["etag"]
    for method in ("GET", "HEAD"):
        answer = client.request(method, f"{PRODUCTS}/1", headers={"If-None-Match": etag})
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["etag"] == etag
        assert answer.headers["cache-control"] == "no-cache"


def test_a_304_says_on_what_it_depends_and_nothing_of_a_body(client):
    """A 304 repeats Vary, and has neither Content-Type nor Content-Length."""
    etag = client.get(PRODUCTS).headers["etag"]
    answer = client.get(PRODUCTS, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.headers["vary"] == "Accept"
    assert "content-type" not in answer.headers
    assert "content-length" not in answer.headers


def test_if_none_match_may_be_a_list_weak_or_a_star(client):
    """The ETag may stand in a list, or after `W/`; `*` matches whatever is there."""
    etag = client.get(f"{PRODUCTS}/1").headers["etag"]
    for value in (f'"old", {etag}', f'W/{etag},"other"', "*"):
        answer = client.get(f"{PRODUCTS}/1", headers={"If-None-Match": value})
        assert answer.status_code == 304


def test_who_has_another_version_gets_the_new_one(client):
    """After a change the old ETag no longer matches: 200 with the new product and a new ETag."""
    old = client.get(f"{PRODUCTS}/1").headers["etag"]
    client.patch(f"{PRODUCTS}/1", json={"stock": 1})
    answer = client.get(f"{PRODUCTS}/1", headers={"If-None-Match": old})
    assert answer.status_code == 200
    assert answer.json()["stock"] == 1
    assert answer.headers["etag"] != old


def test_each_representation_has_an_etag_of_its_own(client):
    """JSON and CSV of the same products are different octets, and have different ETags."""
    as_json = client.get(PRODUCTS, headers={"Accept": JSON}).headers["etag"]
    as_csv = client.get(PRODUCTS, headers={"Accept": CSV}).headers["etag"]
    assert as_json != as_csv


def test_an_etag_is_the_same_after_a_restart(run_python):
    """Equal bodies have equal ETags in every process: a restart makes no client load all again."""
    from app.http.caching import etag_of

    other = run_python("-c", "from app.http.caching import etag_of; print(etag_of(b'mug'))")
    assert other.stdout.strip() == etag_of(b"mug")


def test_only_good_answers_to_get_and_head_are_kept(client):
    """Errors and answers to other methods have no ETag, and are not made 304 by If-None-Match."""
    missing = client.get(f"{PRODUCTS}/99", headers={"If-None-Match": "*"})
    assert missing.status_code == 404
    assert "etag" not in missing.headers
    fields = {"If-None-Match": "*", "Content-Type": "text/plain"}
    posted = client.post("/echo", content="mug", headers=fields)
    assert posted.status_code == 200
    assert "etag" not in posted.headers
    assert "etag" in client.get("/health").headers
