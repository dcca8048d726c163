"""step constraints

Revision ID: constraints
Revises: indexes
Create Date: 2026-11-21 15:28:44.960287

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'constraints'
down_revision = 'indexes'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_foreign_key('fk_order', 'lines', 'orders', ['order_id'], ['id'], ondelete='CASCADE')
    op.create_foreign_key(None, 'orders', 'accounts', ['other'], ['id'], source_schema='public', referent_schema='public')
    op.create_unique_constraint('uq_two', 'accounts', ['day', 'flag'])
    op.create_check_constraint('ck_small', 'accounts', 'small < 10')
    op.drop_constraint('uq_two', 'accounts', type_='unique')
    op.drop_constraint('pk_accounts', 'accounts', type_='primary')
    op.create_primary_key('pk_accounts', 'accounts', ['id'])
    op.create_exclude_constraint('no_overlap', 'accounts', (sa.column('ip'), '&&'), where=sa.text('ip IS NOT NULL'), using='gist')


def downgrade() -> None:
    pass
