class Metrics:
    """What is counted of the requests of one application.

    Every combination of labels is a series that is kept in memory for good. So labels are taken
    from what the application knows: its own routes, its own statuses, the known methods. A path or
    a user's id would make a new series for whatever somebody sends.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "http_requests_total",
            "Requests that were answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "http_request_duration_seconds",
            "How long requests took, until the end of the answer.",
            ["method", "route"],
            registry=self.registry,
        )
        self.in_progress = Gauge(
            "http_requests_in_progress",
            "Requests that are being answered.",
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)

    def count(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request that is over."""
        known_method = method if method in METHODS else OTHER
        known_route = route or OTHER
        self.requests.labels(known_method, known_route, str(status)).inc()
        self.seconds.labels(known_method, known_route).observe(seconds)

    def render(self) -> bytes:
        """Write all numbers in the text format of Prometheus.

        Where several workers share a directory (`PROMETHEUS_MULTIPROC_DIR`), those of all of them:
        whichever worker is asked answers for the others.
        """
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            shared = CollectorRegistry()
            MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
            return exposition.generate_latest(shared)
        return exposition.generate_latest(self.registry)
