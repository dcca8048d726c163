"""step b2

Revision ID: b2
Revises: a1
Create Date: 2026-11-21 15:27:33.919387

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b2'
down_revision = 'a1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('nickname', sa.Text(), nullable=True))


def downgrade() -> None:
    pass
