"""step indexes

Revision ID: indexes
Revises: alter
Create Date: 2026-11-21 15:28:44.651419

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'indexes'
down_revision = 'alter'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_accounts_day', 'accounts', ['day', 'amount'], unique=False)
    op.create_index(op.f('ix_accounts_key'), 'accounts', ['key'], unique=True, postgresql_where=sa.text('key IS NOT NULL'))
    op.create_index('ix_lower', 'accounts', [sa.text('lower(name)')])
    op.create_index('ix_words', 'accounts', ['words'], postgresql_using='gin')
    op.create_index('ix_ops', 'accounts', ['name', 'plain'], postgresql_ops={'name': 'text_pattern_ops'}, postgresql_include=['big'])
    op.create_index('ix_in_schema', 'orders', ['code'], schema='public')
    op.drop_index('ix_accounts_day', table_name='accounts')
    op.drop_index('ix_in_schema', table_name='orders', schema='public')
    with op.get_context().autocommit_block():
        op.create_index('ix_ratio', 'accounts', ['ratio'], postgresql_concurrently=True)
        op.drop_index('ix_ratio', 'accounts', postgresql_concurrently=True)


def downgrade() -> None:
    pass
