"""step d4

Revision ID: d4
Revises: b2
Create Date: 2026-11-21 15:33:06.942741

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd4'
down_revision = 'b2'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
