"""Roles: how fully a KAM fills the job, and in which of its roles."""
