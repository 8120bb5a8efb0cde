"""Expand: `feedback.body` beside `feedback.message`, so that both versions find what they know.

A trigger carries what one version writes over to the column of the other. The old column is dropped
by the next release: migrations/later/0011_message_of_feedback.py.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

CARRY = """
    CREATE FUNCTION carry_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            NEW.body := coalesce(NEW.body, NEW.message);
            NEW.message := coalesce(NEW.message, NEW.body);
        ELSIF NEW.body IS DISTINCT FROM OLD.body THEN
            NEW.message := NEW.body;
        ELSE
            NEW.body := NEW.message;
        END IF;
        RETURN NEW;
    END
    $$
"""
ON_WRITE = """
    CREATE TRIGGER carry_feedback BEFORE INSERT OR UPDATE ON feedback
    FOR EACH ROW EXECUTE FUNCTION carry_feedback()
"""


def upgrade() -> None:
    """Add the column, carry over what is written from now on, then what was there.

    The table is small: until the end of this transaction nobody else gets at it. A large one is
    filled in portions, in a migration after this one.
    """
    op.add_column("feedback", sa.Column("body", sa.Text(), nullable=True))
    op.execute(CARRY)
    op.execute(ON_WRITE)
    op.execute("UPDATE feedback SET body = message WHERE body IS NULL")
    op.alter_column("feedback", "body", nullable=False)


def downgrade() -> None:
    """Take the column away again; the old one has everything."""
    op.execute("DROP TRIGGER carry_feedback ON feedback")
    op.execute("DROP FUNCTION carry_feedback")
    op.drop_column("feedback", "body")
