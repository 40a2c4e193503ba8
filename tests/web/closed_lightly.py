"""A file that a passphrase closed with little work, in the age format: to try one takes no time."""

from base64 import b64decode

PASSPHRASE, CONTENT = "correct horse", b"what it holds"
# Its header says `-> scrypt … 4`: two to the power of four, where a backup takes some twenty.
CLOSED_LIGHTLY = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBuTWFKK2JoajgzZGM2R2xpK0lmbGN3IDQKcHU1Ly9sSytjZVN4ZXBTanBi"
    "bjBpNVlYZmlMb01KZlB3YW9mTGxjQjJqNAotLS0geElsVGFzWDR5REpSWUxMRzZXR05OTlFzdGRsYnFOU0NEVTdtYXNmZnZNVQpF"
    "RaJ/aNm2aUq5PYYYEDoN5L3YO6ffPjD+wgYKz1OsltcPkpqHSgq168SNWuM="
)
