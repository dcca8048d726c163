"""step e5

Revision ID: e5
Revises: c3
Create Date: 2026-11-21 15:27:47.856825

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e5'
down_revision = 'c3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column('users', 'nickname')


def downgrade() -> None:
    pass
