"""Alembic's frame: migrations run on the connection, and in the transaction, that it is given."""

from alembic import context

from workspace.records import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
