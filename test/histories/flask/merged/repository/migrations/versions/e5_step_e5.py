"""step e5

Revision ID: e5
Revises: c3, d4
Create Date: 2026-11-21 15:33:15.013819

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'e5'
down_revision = ('c3', 'd4')
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
