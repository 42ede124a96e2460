"""The one application service: what can be asked of a home, behind commands, REST and window."""
