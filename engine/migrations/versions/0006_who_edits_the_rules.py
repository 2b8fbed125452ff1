"""What an editor keeps beside the draft, and which windows have it open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_windows",
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("window"),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("beside", sa.Text(), nullable=True))

    with op.batch_alter_table("draft_saves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("beside", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("draft_saves", schema=None) as batch_op:
        batch_op.drop_column("beside")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("beside")

    op.drop_table("draft_windows")
