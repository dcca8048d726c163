"""order status"""
from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("orders", sa.Column("status", sa.Text(), server_default="new", nullable=False))


def downgrade():
    op.drop_column("orders", "status")
