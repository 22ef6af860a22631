"""Who can sign in to the demo; the password is no secret and works nowhere else."""

PASSWORD = "light-not-heat"  # noqa: S105
SIGN_INS = {
    "a partner from a charity": "charity@example.org",
    "a partner from a hospital": "hospital@example.org",
    "a moderator": "moderator@example.org",
    "a safeguarding contact": "safeguarding@example.org",
    "an administrator": "administrator@example.org",
}
