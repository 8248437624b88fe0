"""Who may do what at the workbench: accounts, sessions, tokens, and the checks in front of every page."""
