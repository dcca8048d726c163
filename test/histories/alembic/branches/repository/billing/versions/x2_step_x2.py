"""step x2

Revision ID: x2
Revises: x1
Create Date: 2026-11-21 15:28:35.035856

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'x2'
down_revision = 'x1'
branch_labels = None
depends_on = 'b2'


def upgrade() -> None:
    op.add_column('invoices', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id')))


def downgrade() -> None:
    pass
