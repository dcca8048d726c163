"""orders"""
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="orders_customer_id_fkey"),
    )
    op.create_table(
        "order_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="order_items_order_id_fkey"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="order_items_product_id_fkey"),
    )
    op.create_index("orders_customer_id_idx", "orders", ["customer_id"])
    op.create_index("order_items_order_id_idx", "order_items", ["order_id"])
    op.create_index("order_items_product_id_idx", "order_items", ["product_id"])


def downgrade():
    op.drop_table("order_items")
    op.drop_table("orders")
