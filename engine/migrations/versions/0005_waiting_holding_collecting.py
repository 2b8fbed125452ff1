"""Waiting, holds with a life, collecting, expected deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incoming",
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("expected_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sku"],
            ["products.sku"],
        ),
        sa.PrimaryKeyConstraint("sku"),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lifts_when", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("at_expiry", sa.String(), server_default="lift", nullable=False))
        batch_op.add_column(sa.Column("escalate_to", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("queue", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("role", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("due_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("escalated_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("again_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_orders_again",
            ["again_at"],
            unique=False,
            sqlite_where=sa.text("again_at IS NOT NULL"),
            postgresql_where=sa.text("again_at IS NOT NULL"),
        )
        batch_op.create_index("ix_orders_customer", ["customer_id", "placed_at"], unique=False)

    with op.batch_alter_table("shipments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mode", sa.String(), server_default="ship", nullable=False))
        batch_op.add_column(sa.Column("hand_over_at", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("ready_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("collected_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("shipments", schema=None) as batch_op:
        batch_op.drop_column("collected_at")
        batch_op.drop_column("ready_at")
        batch_op.drop_column("hand_over_at")
        batch_op.drop_column("mode")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index("ix_orders_customer")
        batch_op.drop_index(
            "ix_orders_again",
            sqlite_where=sa.text("again_at IS NOT NULL"),
            postgresql_where=sa.text("again_at IS NOT NULL"),
        )
        batch_op.drop_column("again_at")

    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.drop_column("escalated_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("role")
        batch_op.drop_column("queue")
        batch_op.drop_column("escalate_to")
        batch_op.drop_column("at_expiry")
        batch_op.drop_column("lifts_when")

    op.drop_table("incoming")
