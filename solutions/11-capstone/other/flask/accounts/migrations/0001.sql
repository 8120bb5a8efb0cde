CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'support', 'admin')),
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON users (created_at, id);
CREATE TABLE logins (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    ended_at timestamptz
);
CREATE INDEX ON logins (user_id);
CREATE TABLE refresh_tokens (
    fingerprint text PRIMARY KEY,
    login_id uuid NOT NULL REFERENCES logins ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX ON refresh_tokens (login_id);
CREATE TABLE login_attempts (
    account text NOT NULL,
    attempted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON login_attempts (account, attempted_at);
