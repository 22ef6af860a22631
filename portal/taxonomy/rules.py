"""Who may put the shared lists right in Django's administration."""

import rules

from portal.accounts.rules import is_administrator

rules.add_perm("taxonomy", is_administrator)
for kind in [
    "caresetting",
    "theme",
    "enabler",
    "touchpoint",
    "partnertype",
    "integratedcareboard",
]:
    for verb in ["view", "add", "change"]:
        rules.add_perm(f"taxonomy.{verb}_{kind}", is_administrator)
