"""Exports of survey tools, made from one set of answers: a module a tool, records in, bytes out."""
