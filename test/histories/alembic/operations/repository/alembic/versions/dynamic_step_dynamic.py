"""step dynamic

Revision ID: dynamic
Revises: statements
Create Date: 2026-11-21 15:28:45.912249

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'dynamic'
down_revision = 'statements'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('a', 'b'):
        op.add_column('orders', sa.Column(name, sa.Integer()))
    table = 'orders'
    op.drop_column(table, 'a')
    op.execute(f'ALTER TABLE {table} DROP COLUMN b')


def downgrade() -> None:
    pass
