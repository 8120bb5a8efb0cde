"""1.10 Limit how often one may ask."""

LINKS = "/api/v1/links"
MUG = "/api/v1/products/1"


class Clock:
    """A clock that stands still until the test moves it."""

    now = 1000.0

    def __call__(self):
        return self.now


def outcomes(limit, *requests):
    """What a limiter with a window of 60 s says to requests, each a client and a second."""
    from app.http.messages import HttpError
    from app.limits import RateLimiter

    clock = Clock()
    limiter = RateLimiter(limit=limit, window=60, clock=clock)
    told = []
    for client, second in requests:
        clock.now = 1000.0 + second
        outcome = "passes"
        try:
            limiter.check(client)
        except HttpError as error:
            fields = {name.lower(): value for name, value in error.headers.items()}
            outcome = f"{error.status}, Retry-After {fields.get('retry-after')}"
        told.append(f"{client} at {second} s: {outcome}")
    return told


def test_the_eleventh_link_in_a_minute_is_429_with_retry_after(client):
    """POST /api/v1/links passes ten times a minute; then 429, Retry-After the seconds to wait."""
    statuses = [client.post(LINKS, json={"target": MUG}).status_code for _ in range(10)]
    assert statuses == [201] * 10
    answer = client.post(LINKS, json={"target": MUG})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers.get("retry-after", "0")) <= 60
    assert client.get(MUG).status_code == 200


def test_after_the_wait_requests_pass_again():
    """After Retry-After seconds one may pass again; refused ones do not make the wait longer."""
    moments = (0, 0, 0, 30.5, 59.5, 60)
    assert outcomes(2, *[("ada", second) for second in moments]) == [
        "ada at 0 s: passes",
        "ada at 0 s: passes",
        "ada at 0 s: 429, Retry-After 60",
        "ada at 30.5 s: 429, Retry-After 30",
        "ada at 59.5 s: 429, Retry-After 1",
        "ada at 60 s: passes",
    ]


def test_the_oldest_request_says_how_long_to_wait():
    """One may pass when the oldest request is 60 s old, not the newest; then the next oldest."""
    moments = [0] * 5 + [30] * 5 + [31] + [60] * 5 + [61]
    told = outcomes(10, *[("ada", second) for second in moments])
    refused = [outcome for outcome in told if not outcome.endswith("passes")]
    assert refused == ["ada at 31 s: 429, Retry-After 29", "ada at 61 s: 429, Retry-After 29"]


def test_each_client_has_a_limit_of_its_own():
    """One client's requests do not use up another's."""
    assert outcomes(1, ("ada", 0), ("bob", 0), ("ada", 0)) == [
        "ada at 0 s: passes",
        "bob at 0 s: passes",
        "ada at 0 s: 429, Retry-After 60",
    ]
