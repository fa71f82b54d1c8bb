"""The manager’s other instruments."""
