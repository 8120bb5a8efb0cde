class ConditionalRoute(APIRoute):
    """Gives each answer of a GET an entity tag, and answers 304 to whoever has it already.

    A route class is a middleware for some routes only: `APIRouter(route_class=ConditionalRoute)`.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the function that FastAPI has made of the path operation."""
        answer = super().get_route_handler()
        seconds = _fresh_for.get(self.endpoint)
        cache_control = "no-cache" if seconds is None else f"max-age={seconds}"

        async def answer_conditionally(request: Request) -> Response:
            response = await answer(request)
            body = getattr(response, "body", None)
            if body is None:
                return response
            response.headers.setdefault("Cache-Control", cache_control)
            response.headers.setdefault("ETag", weak_tag(bytes(body)))
            if is_known(response.headers["ETag"], request.headers.get("If-None-Match")):
                return not_modified(response)
            return response

        return answer_conditionally
