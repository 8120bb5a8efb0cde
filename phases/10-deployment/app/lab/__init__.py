"""Small programs that send requests to the application, without a server.

None of them needs the database. The application wants to know one all the same, so the settings
that it does not start without have values here that lead nowhere.
"""

import os

os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost:1/nothing")
os.environ.setdefault("TOKEN_KEYS", '{"lab": "signs nothing, and has its 32 characters"}')
