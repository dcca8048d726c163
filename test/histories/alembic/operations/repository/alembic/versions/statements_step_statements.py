"""step statements

Revision ID: statements
Revises: batch
Create Date: 2026-11-21 15:28:45.625846

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = 'statements'
down_revision = 'batch'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('UPDATE accounts SET flag = true')
    op.execute("""
        CREATE FUNCTION one() RETURNS int
        LANGUAGE sql AS 'SELECT 1'
    """)
    op.execute(sa.text("INSERT INTO orders (id) VALUES ('1'::bigint)"))
    op.execute("CREATE VIEW v AS "
               "SELECT 1 AS one")
    op.get_bind().execute(sa.text('DROP VIEW v'))
    op.bulk_insert(sa.table('orders', sa.column('id', sa.Integer), sa.column('code', sa.String)), [{'id': 1, 'code': "it's"}, {'id': 2, 'code': 'b'}])
    sa.Enum('x', 'y', name='late').create(op.get_bind(), checkfirst=False)
    kind = postgresql.ENUM('p', 'q', name='kind', create_type=False)
    kind.create(op.get_bind(), checkfirst=False)
    op.add_column('orders', sa.Column('kind', kind, nullable=True))
    op.drop_table('profiles')


def downgrade() -> None:
    pass
