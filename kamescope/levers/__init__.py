"""The manager's other instruments: columns → table → analysis → board. An instrument is a folder here."""
