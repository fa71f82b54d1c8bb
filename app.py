"""The application: the menu first, always, then the page. The server imports it, guarded; sessions run it."""

from streamlit import App

from kamescope.ui import guard, run, server, shell

if __name__ == "__main__":
    shell.run()
else:
    app = App(__file__, lifespan=server.starting, middleware=guard.GUARDS, on_script_error=run.show_trouble)
