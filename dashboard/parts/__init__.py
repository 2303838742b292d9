"""Parts that pages share: fields of forms, menus, and what reads and writes an address."""
