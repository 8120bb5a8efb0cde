SETTINGS = Settings(
    sample_data=os.environ.get("SAMPLE_DATA") == "true",
    docs=os.environ.get("DOCS", "true") == "true",
)


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    return SETTINGS
