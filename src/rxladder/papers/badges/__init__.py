"""Digital badges: what a badge file says, whether it is genuine and why, and which credential it is.

`check.py` is the door: bytes, the documents that were fetched so far and a day become a frozen `Checked`
(`result.py`). `carrier.py` takes the badge's text out of a picture, a JSON file or a signed text; `claims.py`
reads what it says, which proves nothing yet. `open_badges_2.py` and `open_badges_3.py` judge the signature
and whose it is (`keys.py`), `status_lists.py` whether it was taken back, `recipient.py` to whom it was given;
`days.py` whether it is good on a day; `matching.py` finds the credential of the packs. Making badges goes
beside these.

Nothing here fetches. A document that is needed and not at hand stays unknown and is named in `wanted`;
`asking.py` leads through it with whatever fetches.
"""
