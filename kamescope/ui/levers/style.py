"""How the pages of the manager's instruments lie."""

READABLE = 1180
STYLE = """<style>
.st-key-lever-page .kms-headline p { font-size: 1.35rem; font-weight: 600; line-height: 1.35; }
</style>"""
