"""The public page, the telling page, and the pages that show the way."""
