# --- tables
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
# --- keys
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
# --- columns
    op.add_column('accounts', sa.Column('extra', sa.Integer(), server_default='5', nullable=False))
    op.add_column('accounts', sa.Column('parent_id', sa.Integer(), sa.ForeignKey('accounts.id')))
    op.add_column('accounts', sa.Column('slug', sa.String(20), unique=True))
    op.add_column('accounts', sa.Column('seen', sa.DateTime(), index=True, comment='last time'))
    op.add_column('orders', sa.Column('note', sa.Text(), nullable=True), schema='public')
    op.drop_column('orders', 'note', schema='public')
    op.drop_column('accounts', 'clock')
# --- alter
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
# --- indexes
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
# --- constraints
    op.create_foreign_key('fk_order', 'lines', 'orders', ['order_id'], ['id'], ondelete='CASCADE')
    op.create_foreign_key(None, 'orders', 'accounts', ['other'], ['id'], source_schema='public', referent_schema='public')
    op.create_unique_constraint('uq_two', 'accounts', ['day', 'flag'])
    op.create_check_constraint('ck_small', 'accounts', 'small < 10')
    op.drop_constraint('uq_two', 'accounts', type_='unique')
    op.drop_constraint('pk_accounts', 'accounts', type_='primary')
    op.create_primary_key('pk_accounts', 'accounts', ['id'])
    op.create_exclude_constraint('no_overlap', 'accounts', (sa.column('ip'), '&&'), where=sa.text('ip IS NOT NULL'), using='gist')
# --- batch
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batched', sa.Integer(), nullable=True))
        batch_op.alter_column('batched', existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(batch_op.f('ix_batched'), ['batched'], unique=False)
        batch_op.create_unique_constraint('uq_batched', ['batched'])
        batch_op.create_foreign_key('fk_batched', 'orders', ['batched'], ['id'])
        batch_op.drop_constraint('uq_batched', type_='unique')
        batch_op.drop_index('ix_batched')
        batch_op.drop_column('batched')
# --- statements
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
# --- dynamic
    for name in ('a', 'b'):
        op.add_column('orders', sa.Column(name, sa.Integer()))
    table = 'orders'
    op.drop_column(table, 'a')
    op.execute(f'ALTER TABLE {table} DROP COLUMN b')
