"""step f6

Revision ID: f6
Revises: d4, e5
Create Date: 2026-11-21 15:28:01.261770

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f6'
down_revision = ('d4', 'e5')
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
