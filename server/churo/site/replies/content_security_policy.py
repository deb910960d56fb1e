"""What a page of ours may load, send and be framed in (Content Security Policy Level 3)."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A page that has a script of ours, which writes no HTML by itself (Trusted Types) and sends nothing.
SCRIPTED_POLICY = (
    f"{PAGE_POLICY}; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# The same for a script that asks us.
ASKING_POLICY = f"{SCRIPTED_POLICY}; connect-src 'self'"
