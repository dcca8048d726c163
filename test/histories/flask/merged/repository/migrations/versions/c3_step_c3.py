"""step c3

Revision ID: c3
Revises: b2
Create Date: 2026-11-21 15:33:12.201587

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c3'
down_revision = 'b2'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
