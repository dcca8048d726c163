"""step x1

Revision ID: x1
Revises: 
Create Date: 2026-11-21 15:28:34.170241

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'x1'
down_revision = None
branch_labels = ('billing',)
depends_on = None


def upgrade() -> None:
    op.create_table('invoices', sa.Column('id', sa.BigInteger(), primary_key=True))


def downgrade() -> None:
    pass
