"""step columns

Revision ID: columns
Revises: keys
Create Date: 2026-11-21 15:28:44.135593

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'columns'
down_revision = 'keys'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('accounts', sa.Column('extra', sa.Integer(), server_default='5', nullable=False))
    op.add_column('accounts', sa.Column('parent_id', sa.Integer(), sa.ForeignKey('accounts.id')))
    op.add_column('accounts', sa.Column('slug', sa.String(20), unique=True))
    op.add_column('accounts', sa.Column('seen', sa.DateTime(), index=True, comment='last time'))
    op.add_column('orders', sa.Column('note', sa.Text(), nullable=True), schema='public')
    op.drop_column('orders', 'note', schema='public')
    op.drop_column('accounts', 'clock')


def downgrade() -> None:
    pass
