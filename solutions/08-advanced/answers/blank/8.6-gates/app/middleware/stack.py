def gates(settings: Settings) -> list[Middleware]:  # noqa: ARG001
    """Those who decide what comes in, and in which form an answer goes out.

    CORS lies outside of the refusals: without its headers a script could not read them. Problems
    are made of texts, so what compresses lies outside of them too.
    """
    # exercise 8.6: the gates stand open.
    return [Middleware(ProblemMiddleware)]
