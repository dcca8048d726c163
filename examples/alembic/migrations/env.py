import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

fileConfig(context.config.config_file_name)

# SQLAlchemy knows no "postgres://".
url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)

with create_engine(url, poolclass=pool.NullPool).connect() as connection:
    # A transaction for each migration: what is applied stays, when a later one fails.
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
