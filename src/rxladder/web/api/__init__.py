"""The record and the answers over HTTP, for programs that a person lets in with a token of theirs."""
