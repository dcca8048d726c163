"""step keys

Revision ID: keys
Revises: tables
Create Date: 2026-11-21 15:28:43.896444

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'keys'
down_revision = 'tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('orders',
        sa.Column('id', sa.BigInteger(), primary_key=True),
        sa.Column('account_id', sa.Integer(), sa.ForeignKey('accounts.id', ondelete='CASCADE'), nullable=False, index=True),
        sa.Column('code', sa.String(10), unique=True),
        sa.Column('other', sa.Integer(), sa.ForeignKey('accounts.id', name='fk_other', deferrable=True, initially='DEFERRED')),
        sa.Column('email', sa.String(10), unique=True, index=True),
    )
    op.create_table('lines',
        sa.Column('order_id', sa.BigInteger(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name='fk_lines_order', onupdate='CASCADE', ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('order_id', 'place'),
    )
    op.create_table('one_to_one',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], ),
        sa.PrimaryKeyConstraint('account_id'),
    )
    op.create_table('identities',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=True, start=10, increment=5), nullable=False),
        sa.Column('twice', sa.Integer(), sa.Computed('id * 2', persisted=True)),
        sa.PrimaryKeyConstraint('id'),
        schema='public',
    )
    op.create_table('Mixed Case', sa.Column('Id', sa.Integer(), primary_key=True, autoincrement=False), sa.Column('select', sa.Text()))


def downgrade() -> None:
    pass
