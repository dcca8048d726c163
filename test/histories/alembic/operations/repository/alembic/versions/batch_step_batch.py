"""step batch

Revision ID: batch
Revises: constraints
Create Date: 2026-11-21 15:28:45.340193

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'batch'
down_revision = 'constraints'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batched', sa.Integer(), nullable=True))
        batch_op.alter_column('batched', existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(batch_op.f('ix_batched'), ['batched'], unique=False)
        batch_op.create_unique_constraint('uq_batched', ['batched'])
        batch_op.create_foreign_key('fk_batched', 'orders', ['batched'], ['id'])
        batch_op.drop_constraint('uq_batched', type_='unique')
        batch_op.drop_index('ix_batched')
        batch_op.drop_column('batched')


def downgrade() -> None:
    pass
