"""The pages of the manager's other instruments: one page for all of them, from what each says of itself."""
