"""step alter

Revision ID: alter
Revises: columns
Create Date: 2026-11-21 15:28:44.386344

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'alter'
down_revision = 'columns'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('accounts', 'plain', nullable=False)
    op.alter_column('accounts', 'plain', existing_type=sa.String(), nullable=True)
    op.alter_column('accounts', 'name', existing_type=sa.String(length=50), type_=sa.String(length=80), existing_nullable=False)
    op.alter_column('accounts', 'big', server_default=None)
    op.alter_column('accounts', 'big', server_default=sa.text('7'))
    op.alter_column('accounts', 'body', new_column_name='content')
    op.alter_column('accounts', 'doc', type_=postgresql.JSONB(), postgresql_using='doc::jsonb', nullable=False, server_default='{}', comment='json', new_column_name='document')
    op.alter_column('accounts', 'seen', comment=None, existing_comment='last time')
    op.rename_table('one_to_one', 'profiles')
    op.create_table_comment('accounts', 'new words', existing_comment='all accounts')
    op.drop_table_comment('accounts')


def downgrade() -> None:
    pass
