"""step x9

Revision ID: x9
Revises: a1
Create Date: 2026-11-21 16:16:52.499529

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'x9'
down_revision = 'a1'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('users', sa.Column('age', sa.SmallInteger(), nullable=True))


def downgrade():
    pass
