from app.http.cookies import format_cookie, parse_cookies
from app.http.messages import Headers, Request, Response


@router.route("GET", "/s/{code}")
@router.route("POST", "/s/{code}")
def follow_link(request: Request, code: str) -> Response:
    link = find_link(code)
    is_new = "seen" not in parse_cookies(request.headers.get("cookie"))
    link.count(request.headers.get("user-agent"), first_visit=is_new)
    status = redirect_status(permanent=link.permanent, keeps_method=link.keeps_method)
    response = Response(status, Headers([("Location", link.target)]))
    if is_new:
        secure = request.scheme == "https"
        cookie = format_cookie("seen", "1", path="/", max_age=YEAR, secure=secure)
        response.headers.add("Set-Cookie", cookie)
    return response
