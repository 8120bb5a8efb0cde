"""10.8 TLS and files."""

import os
import socket
import ssl
import stat
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest

import proxies

CSS = "body { color: teal; }\n" * 100
NAME = "localhost"


class Shop:
    """nginx with TLS before a process: its addresses, and where its files are."""

    def __init__(self, settings, certificate, process):
        self.settings, self.certificate, self.process = settings, certificate, process
        self.context = ssl.create_default_context(cafile=str(certificate))

    def client(self, record, **options):
        url = f"https://{self.settings['HTTPS_PORT']}".replace(proxies.HOST, NAME)
        return proxies.client(
            url, verify=self.context, event_hooks=proxies.telling(record), **options
        )

    def handshake(self, name=NAME, **limits):
        """Shake hands as a client that trusts this certificate; return the protocol, or why not."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        for limit, version in limits.items():
            setattr(context, limit, version)
        host, port = self.settings["HTTPS_PORT"].split(":")
        with socket.create_connection((host, port), timeout=proxies.PATIENCE) as connection:
            try:
                with context.wrap_socket(connection, server_hostname=name) as secured:
                    return secured.version()
            except ssl.SSLError as error:
                return f"refused: {error.reason}"


@pytest.fixture(scope="module")
def shop(pytestconfig, tmp_path_factory):
    """The shop behind TLS; the certificate is not the one of 10.8, so that each part is seen
    alone."""
    folder = tmp_path_factory.mktemp("tls")
    static = folder / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<h1>Shop</h1>" + "<p>Hello.</p>" * 200)
    (static / "assets" / "shop.0a1b2c3d.css").write_text(CSS)
    (static / "assets" / "photo.4e5f6a7b.png").write_bytes(b"\x89PNG" + b"\0" * 2000)
    certificate, key = spare_certificate(folder)
    process = proxies.Process("only")
    settings = proxies.values(
        process.address,
        STATIC_ROOT=str(static),
        CERTIFICATE=str(certificate),
        CERTIFICATE_KEY=str(key),
    )
    with proxies.nginx(pytestconfig.rootpath, folder, settings):
        yield Shop(settings, certificate, process)
    process.close()


def spare_certificate(folder):
    """A certificate of the tests' own for localhost."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "spare.crt").write_bytes(made.public_bytes(pem))
    (folder / "spare.key").write_bytes(key.private_bytes(pem, *plain))
    return folder / "spare.crt", folder / "spare.key"


@pytest.fixture
def https(shop, _record):
    with shop.client(_record) as client:
        yield client


def test_a_certificate_holds_for_its_names(tmp_path):
    """`make_certificate` makes a certificate for the names and addresses that it is given, which a
    client that trusts it accepts for these, and for no other name."""
    make_certificate = import_module("app.ops.certificates").make_certificate
    certificate, key = make_certificate(["localhost", "127.0.0.1"], tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    for name, accepted in (("localhost", True), ("127.0.0.1", True), ("shop.example", False)):
        client = ssl.create_default_context(cafile=str(certificate))
        reason = shake_hands(client, server, name)
        assert (reason is None) == accepted, f"for {name}: {reason or 'accepted'}"


def shake_hands(client, server, name):
    """Let a client and a server shake hands in memory; return why not."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(to_client, to_server, server_hostname=name)
    theirs = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (ours, theirs):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError as error:
                return str(error)
    return None


def test_a_certificate_ends_and_its_key_is_secret(tmp_path):
    """The certificate is valid now, and for as many days as asked for. Its key can be read by its
    owner only, also where an older file could be read by all."""
    from cryptography import x509

    make_certificate = import_module("app.ops.certificates").make_certificate
    (tmp_path / "shop.key").write_text("an old one")
    (tmp_path / "shop.key").chmod(0o644)
    path, key = make_certificate(["localhost"], tmp_path, days=30)
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    assert certificate.not_valid_before_utc <= datetime.now(UTC)
    left = certificate.not_valid_after_utc - datetime.now(UTC)
    assert timedelta(days=29) < left < timedelta(days=31)
    if os.name != "nt":
        assert oct(stat.S_IMODE(key.stat().st_mode)) == oct(0o600)


def test_http_leads_to_https(shop):
    """Plain HTTP answers nothing but the way to HTTPS: 308 (or 301), with PUBLIC_URL, the path and
    the query in `Location`. The API is not asked."""
    shop.process.asked.clear()
    with proxies.client(f"http://{shop.settings['REDIRECT_PORT']}", verify=False) as client:
        answer = client.get("/api/v1/products?limit=2")
    assert answer.status_code in {301, 308}
    assert answer.headers["location"] == "https://shop.example/api/v1/products?limit=2"
    assert shop.process.asked == []


def test_tls_ends_at_the_proxy(shop, https):
    """TLS termination: nginx speaks TLS 1.2 and 1.3 with the client, nothing older, and plain HTTP
    with the API, which learns from `X-Forwarded-Proto` that it was `https`."""
    assert shop.handshake() == "TLSv1.3"
    assert shop.handshake(maximum_version=ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
    asked = https.get("/api/v1/products?limit=2").json()
    assert asked["path"] == "/api/v1/products?limit=2"
    assert proxies.headers_of(asked, "x-forwarded-proto") == ["https"]
    assert proxies.headers_of(asked, "x-forwarded-for") == ["127.0.0.1"]


@pytest.mark.parametrize(
    "path", ["/", "/assets/shop.0a1b2c3d.css", "/assets/missing.css", "/api/v1/products", "/crash"]
)
def test_every_answer_says_https_only(https, path):
    """Every answer over TLS carries `Strict-Transport-Security` once, for at least half a year:
    pages, files, what is missing, the API, and nginx's own refusals. (The application sends one
    too.)"""
    sent = https.get(path).headers.get_list("strict-transport-security")
    assert len(sent) == 1, f"GET {path} is answered with {len(sent)} of these headers: {sent}"
    ages = [int(part.split("=")[1].strip('"')) for part in sent[0].split(";") if "max-age" in part]
    assert ages[0] >= 15_768_000


def test_files_come_from_nginx(shop, https):
    """Static files are served by nginx: `index.html` at `/`, what lies in `assets` below
    `/assets/`. A file that is missing there is 404, and the API is not asked."""
    shop.process.asked.clear()
    page = https.get("/")
    assert page.text.startswith("<h1>Shop</h1>")
    assert page.headers["content-type"].startswith("text/html")
    css = https.get("/assets/shop.0a1b2c3d.css")
    assert (css.text, css.headers["content-type"].split(";")[0]) == (CSS, "text/css")
    assert https.get("/assets/missing.css").status_code == 404
    assert shop.process.asked == []


def test_a_browser_keeps_what_never_changes(https):
    """A file below `/assets/` may be kept for a year and is never asked for again (`immutable`).
    The page itself is asked for each time (`no-cache`) and answered with 304 while it is the same.
    A 404 is not kept."""
    css = https.get("/assets/shop.0a1b2c3d.css").headers["cache-control"]
    assert "immutable" in css
    assert "max-age=31536000" in css
    page = https.get("/")
    assert page.headers["cache-control"] == "no-cache"
    again = https.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304
    assert "max-age" not in https.get("/assets/missing.css").headers.get("cache-control", "")


def test_texts_are_compressed(https):
    """Texts are sent compressed to who accepts gzip, with `Vary: Accept-Encoding`; a picture is
    not, and who does not accept gzip gets the text as it is."""
    for path in ("/", "/assets/shop.0a1b2c3d.css"):
        packed = https.get(path, headers={"Accept-Encoding": "gzip"})
        assert packed.headers.get("content-encoding") == "gzip", f"{path} is not compressed"
        assert "accept-encoding" in packed.headers.get("vary", "").lower()
        plain = https.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.text == packed.text
    picture = https.get("/assets/photo.4e5f6a7b.png", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in picture.headers
