"""step d4

Revision ID: d4
Revises: c3
Create Date: 2026-11-21 15:27:26.329070

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd4'
down_revision = 'c3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('locked_until', sa.DateTime(timezone=True)))


def downgrade() -> None:
    pass
