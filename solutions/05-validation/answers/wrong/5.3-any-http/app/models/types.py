from pydantic import HttpUrl

HttpsUrl = Annotated[HttpUrl, UrlConstraints(max_length=500), AfterValidator(without_credentials)]
