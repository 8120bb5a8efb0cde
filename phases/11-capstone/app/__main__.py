"""Serves the application on the port of the settings: `python -m app`."""

import uvicorn

from app.settings import load_settings

if __name__ == "__main__":
    uvicorn.run("app.main:app", port=load_settings().port, access_log=False)
