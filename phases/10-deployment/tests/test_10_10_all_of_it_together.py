"""10.10 All of it together.

No container engine is needed: the file is read as Compose reads it, and what it says is tried on
this machine: the settings, the secrets, the command of the migrations, the values for nginx.
"""

import ipaddress
import json
import os
import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

KEYS = json.dumps({"2026-11": "n8Vq2xLr5tYw9zBd3fHj6kMp1sGu4cEa"})
VALUE = re.compile(r"\$\{(\w+)(?::?-([^}]*))?\}")
DURATION = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|us)")
SECONDS = {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6}
CONTENTS = {"token_keys": KEYS, "database_password": "kTz4-wUq9-mXe2"}


def pairs(found):
    """A map, or a list of NAME=VALUE, as a dict."""
    if isinstance(found, list):
        found = dict(str(each).partition("=")[::2] for each in found)
    return {name: str(value) for name, value in (found or {}).items()}


def conditions(service):
    """What a service waits for: {service: condition}."""
    found = service.get("depends_on") or {}
    if isinstance(found, list):
        return dict.fromkeys(found, "service_started")
    return {name: how.get("condition", "service_started") for name, how in found.items()}


def secrets_of(service):
    """The secrets that a service gets."""
    return {
        each if isinstance(each, str) else each["source"] for each in service.get("secrets", [])
    }


def secrets_at(service):
    """Where the secrets of a service lie: {path in it: secret}."""
    found = {}
    for each in service.get("secrets", []):
        source, target = (each, each) if isinstance(each, str) else (each["source"], None)
        target = target or each.get("target") or source
        found[target if target.startswith("/") else f"/run/secrets/{target}"] = source
    return found


def listed(found):
    """One thing, or a list of things, as a list."""
    return [found] if isinstance(found, str) else found or []


def seconds_of(duration):
    """What Compose takes `1m30s` for."""
    parts = DURATION.findall(str(duration))
    return sum(float(number) * SECONDS[unit] for number, unit in parts)


def mounts_of(service):
    """What lies where in a service: {path in it: (what, "ro" or "rw")}."""
    found = {}
    for each in service.get("volumes", []):
        if isinstance(each, str):
            source, target, *mode = each.split(":")
            modes = ",".join(mode).split(",")
            found[target] = (source, "ro" if "ro" in modes else "rw")
        else:
            found[each["target"]] = (
                each.get("source", ""),
                "ro" if each.get("read_only") else "rw",
            )
    return found


def networks_of(service):
    return set(service.get("networks") or ["default"])


@pytest.fixture
def compose(project):
    """The file, with the defaults of its variables."""
    text = (project / "compose.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(VALUE.sub(lambda each: each[2] or "", text))
    missing = {"database", "migrate", "api", "proxy"} - set(found.get("services") or {})
    assert not missing, f"compose.yaml has no service `{min(missing)}`"
    return found


@pytest.fixture
def services(compose):
    return compose["services"]


@pytest.fixture
def as_in_compose(services, monkeypatch, tmp_path):
    """Set the environment as a service has it; its secrets are files, in a folder of this
    machine."""

    def use(name, url):
        (tmp_path / "secrets").mkdir()
        for each in secrets_of(services[name]):
            content = (CONTENTS | {"database_url": url}).get(each, "")
            (tmp_path / "secrets" / each).write_text(content)
        for known in [*os.environ]:
            if known not in {"PATH", "HOME", "TMPDIR", "SYSTEMROOT", "PYTHONPATH"}:
                monkeypatch.delenv(known)
        for variable, value in pairs(services[name].get("environment")).items():
            monkeypatch.setenv(variable, value.replace("/run/secrets", str(tmp_path / "secrets")))

    return use


def test_the_file_is_valid(project):
    """`compose.yaml` describes several containers, and is valid by the schema of the Compose
    specification."""
    import check_jsonschema
    from jsonschema.exceptions import best_match
    from jsonschema.validators import validator_for

    vendored = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    schema = json.loads((vendored / "compose-spec.json").read_text(encoding="utf-8"))
    found = yaml.safe_load((project / "compose.yaml").read_text(encoding="utf-8"))
    mistake = best_match(validator_for(schema)(schema).iter_errors(found))
    if mistake:
        pytest.fail(f"{mistake.json_path}: {mistake.message[:300]}")
    assert len(found["services"]) >= 4


def test_each_starts_when_the_others_are_ready(services):
    """`migrate` runs when the database is healthy; the `api` starts when `migrate` has ended well,
    and the `proxy` when the API is healthy. Who is waited for has a health check."""
    assert conditions(services["migrate"]).get("database") == "service_healthy"
    assert conditions(services["api"]).get("migrate") == "service_completed_successfully"
    assert conditions(services["proxy"]).get("api") == "service_healthy"
    assert services["database"].get("healthcheck", {}).get("test"), "how is the database?"
    assert services["migrate"].get("restart", "no") in {"no", "on-failure"}, (
        "what is meant to end is started again and again"
    )


def test_migrate_makes_the_tables(services, as_in_compose, new_database, project, monkeypatch):
    """The command of `migrate`, with the environment and the secrets that this service has, makes
    the tables in an empty database."""
    from alembic.config import main

    command = services["migrate"].get("command")
    words = command.split() if isinstance(command, str) else command or []
    assert "alembic" in words, f"migrate runs {command!r}"
    database = new_database()
    as_in_compose("migrate", database.url)
    monkeypatch.chdir(project)
    main(argv=words[words.index("alembic") + 1 :])
    assert database.rows("SELECT FROM products") == []


def test_the_settings_are_those_of_production(as_in_compose, database):
    """The environment of `api` is `production`, with secrets from files, and the application takes
    it. Its health check, which asks for 127.0.0.1, gets through; so does a request that the proxy
    passes on for the shop's name."""
    from starlette.testclient import TestClient

    as_in_compose("api", database.url)
    config = import_module("app.core.config")
    settings = config.load_settings()
    assert settings.environment == "production"
    assert settings.bind_host in {"0.0.0.0", "::"}, "nobody outside of the container is heard"  # noqa: S104
    create_app = import_module("app.main").create_app
    name = settings.public_url.host
    with TestClient(create_app(settings), base_url=f"http://{name}") as client:
        for host in ("127.0.0.1:8000", name):
            answer = client.get("/health/live", headers={"Host": host})
            assert answer.status_code == 200, f"for Host {host}: {answer.text}"


def test_secrets_are_files(compose, services):
    """No password and no token stands in the file or in an environment, which `docker inspect`
    shows: secrets are files, and each service gets only its own. The API alone gets the keys
    that sign tokens: `migrate` needs `database_url`, and nothing else. The proxy does not know the
    database, and nobody but the proxy has its key."""
    for name, service in services.items():
        shown = [
            variable
            for variable, value in pairs(service.get("environment")).items()
            if re.search("PASSWORD|SECRET|TOKEN_KEYS|_TOKEN$|DATABASE_URL", variable)
            and not value.startswith("/")
        ]
        assert not shown, f"{name} has {shown[0]} in its environment"
    assert {"database_url", "token_keys"} <= secrets_of(services["api"])
    assert secrets_of(services["migrate"]) == {"database_url"}
    assert "database_url" not in secrets_of(services["proxy"])
    signing = [name for name, service in services.items() if "token_keys" in secrets_of(service)]
    assert signing == ["api"], "who has the keys can sign in as anybody"
    key = pairs(services["proxy"].get("environment")).get("CERTIFICATE_KEY")
    secret = secrets_at(services["proxy"]).get(key)
    known = [name for name, service in services.items() if secret in secrets_of(service)]
    assert not secret or known == ["proxy"], "who has the key of the certificate can be the shop"
    assert set(compose["secrets"]) >= set().union(*map(secrets_of, services.values()))
    assert pairs(services["database"]["environment"]).get("POSTGRES_PASSWORD_FILE")


def test_only_the_proxy_is_open_to_the_world(compose, services):
    """The proxy alone publishes ports, 80 and 443. It has a network with the API, and none with the
    database, whose networks are `internal`: nothing in them reaches the world."""
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
    ports = {
        str(p["published"] if isinstance(p, dict) else p.split(":")[-2])
        for p in services["proxy"]["ports"]
    }
    assert ports == {"80", "443"}
    assert networks_of(services["proxy"]) & networks_of(services["api"])
    assert networks_of(services["api"]) & networks_of(services["database"])
    assert networks_of(services["migrate"]) & networks_of(services["database"])
    shared = networks_of(services["proxy"]) & networks_of(services["database"])
    assert not shared, f"the proxy reaches the database in the network {min(shared)}"
    networks = compose.get("networks") or {}
    for name in networks_of(services["database"]):
        is_internal = (networks.get(name) or {}).get("internal")
        assert is_internal is True, f"from the network {name} the database reaches the world"


def test_the_data_stay(compose, services):
    """What the database writes lies on a named volume, and outlives its container. The image of
    PostgreSQL 18 wants it at `/var/lib/postgresql`; with the path of older ones, `…/data`, it does
    not start."""
    mounts = mounts_of(services["database"])
    version = re.search(r"postgres:(\d+)", services["database"].get("image", ""))
    is_old = version and int(version[1]) < 18
    place = "/var/lib/postgresql/data" if is_old else "/var/lib/postgresql"
    assert place in mounts, f"{place} is on no volume: the rows are gone with the container"
    assert mounts[place][0] in (compose.get("volumes") or {})


def test_the_api_can_do_little_else(services):
    """The container of the API cannot write to its file system (`read_only`) but to /tmp, has no
    capability of root's and cannot get any; there are at least two of it, they are started again
    when they fail, and have time to finish their requests when they are stopped: more than
    DRAIN_SECONDS and SHUTDOWN_SECONDS together."""
    api = services["api"]
    assert api.get("read_only") is True
    places = [*listed(api.get("tmpfs")), *mounts_of(api)]
    assert any(each.split(":")[0] == "/tmp" for each in places)  # noqa: S108
    assert [each.upper() for each in api.get("cap_drop", [])] == ["ALL"]
    assert any("no-new-privileges" in each for each in api.get("security_opt", []))
    assert api.get("deploy", {}).get("replicas", api.get("scale", 1)) >= 2
    assert api.get("restart") in {"unless-stopped", "always", "on-failure"}
    given = pairs(api["environment"])
    wanted = float(given.get("SHUTDOWN_SECONDS", 30)) + float(given.get("DRAIN_SECONDS", 0))
    patience = seconds_of(api.get("stop_grace_period", "10s"))
    assert patience > wanted, (
        f"killed after {patience:g} seconds; it drains and finishes for up to {wanted:g}"
    )


def test_the_proxy_has_all_that_its_templates_name(services, project):
    """The proxy has the templates of 10.7 and 10.8 in /etc/nginx/templates, a value for each of
    their names, `deploy/nginx/nginx.conf` in the place of the image's own, the folder of the files,
    and the certificate. It sends requests to port 8000 of the API. If `API_SERVERS` says
    `resolve`, the `upstream` has a `zone`."""
    proxy = services["proxy"]
    mounts = mounts_of(proxy)
    source, mode = mounts.get("/etc/nginx/templates", ("", ""))
    assert (Path(source).as_posix(), mode) == ("deploy/nginx/templates", "ro")
    source, mode = mounts.get("/etc/nginx/nginx.conf", ("the image's own", ""))
    assert (Path(source).as_posix(), mode) == ("deploy/nginx/nginx.conf", "ro")
    given = pairs(proxy.get("environment"))
    named = {
        name
        for path in (project / "deploy" / "nginx" / "templates").rglob("*.template")
        for name in re.findall(r"\$\{([A-Z_]+)\}", path.read_text(encoding="utf-8"))
    }
    assert named, "the templates name nothing"
    missing = sorted(named - set(given))
    assert not missing, f"the proxy's environment has no value for ${{{missing[0]}}}"
    assert "api:8000" in given["API_SERVERS"]
    if re.search(r"\bresolve\b", given["API_SERVERS"]):
        upstream = project / "deploy" / "nginx" / "templates" / "upstream.conf.template"
        shared = re.search(r"^\s*zone\s", upstream.read_text(encoding="utf-8"), re.MULTILINE)
        assert shared, "nginx does not start with `resolve` in an upstream without a `zone`"
    assert any(given["STATIC_ROOT"].startswith(target) for target in mounts)
    for name in ("CERTIFICATE", "CERTIFICATE_KEY"):
        where = given[name]
        assert where in secrets_at(proxy) or any(where.startswith(target) for target in mounts)


def test_the_api_believes_the_proxy(compose, services):
    """The API believes what the proxy says of the client: `FORWARDED_ALLOW_IPS` is `*`, or the
    addresses of a network in which the proxy and the API are, and which has fixed ones (`ipam`).
    Names are not looked up there."""
    believed = pairs(services["api"]["environment"]).get("FORWARDED_ALLOW_IPS", "127.0.0.1")
    networks = compose.get("networks") or {}
    shared = networks_of(services["proxy"]) & networks_of(services["api"])
    subnets = [
        ipaddress.ip_network(each["subnet"])
        for name in shared
        for each in (networks.get(name) or {}).get("ipam", {}).get("config", [])
    ]
    known = [text.strip() for text in believed.split(",")]
    is_believed = "*" in known or any(touches(text, subnets) for text in known)
    assert is_believed, (
        f"FORWARDED_ALLOW_IPS is {believed}: to the API, all clients have the address of the proxy"
    )


def touches(text, subnets):
    """Whether a text is an address or a network, and shares addresses with one of these."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        return False
    return any(network.overlaps(subnet) for subnet in subnets if network.version == subnet.version)
