"""step tables

Revision ID: tables
Revises: 
Create Date: 2026-11-21 15:28:43.603707

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'tables'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=50), nullable=False, comment="whose it is"),
        sa.Column('plain', sa.String()),
        sa.Column('big', sa.BigInteger(), server_default='0', nullable=False),
        sa.Column('small', sa.SmallInteger(), nullable=True),
        sa.Column('flag', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('at2', sa.DateTime(), server_default=sa.text('CURRENT_TIMESTAMP')),
        sa.Column('day', sa.Date(), server_default=sa.func.current_date()),
        sa.Column('clock', sa.Time()),
        sa.Column('amount', sa.Numeric(precision=10, scale=2)),
        sa.Column('amount2', sa.Numeric(10)),
        sa.Column('ratio', sa.Float()),
        sa.Column('ratio2', sa.Float(precision=53)),
        sa.Column('body', sa.Text()),
        sa.Column('raw', sa.LargeBinary()),
        sa.Column('doc', sa.JSON()),
        sa.Column('docb', postgresql.JSONB(astext_type=sa.Text())),
        sa.Column('key', postgresql.UUID(as_uuid=True)),
        sa.Column('tags', postgresql.ARRAY(sa.String(length=10))),
        sa.Column('tags2', sa.ARRAY(sa.Integer(), dimensions=2)),
        sa.Column('mood', sa.Enum('happy', 'sad', "it's", name='mood'), nullable=False),
        sa.Column('mood2', postgresql.ENUM('a', 'b', name='Mood2')),
        sa.Column('state', sa.Enum('on', 'off', name='state', native_enum=False)),
        sa.Column('span', sa.Interval()),
        sa.Column('ip', postgresql.INET()),
        sa.Column('words', postgresql.TSVECTOR()),
        sa.Column('double', postgresql.DOUBLE_PRECISION()),
        sa.Column('stamp', postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column('variant', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')),
        sa.Column('order', sa.Integer()),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
        sa.UniqueConstraint('name', name='uq_accounts_name'),
        sa.UniqueConstraint('big', 'small'),
        sa.CheckConstraint('big > 0', name='big_is_positive'),
        sa.CheckConstraint(sa.text("plain <> ''")),
        comment='all accounts',
    )


def downgrade() -> None:
    pass
