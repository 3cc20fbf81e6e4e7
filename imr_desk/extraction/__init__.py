"""From a letter's text to a draft: every known layout, evidence for every value, and an honest doubt."""
