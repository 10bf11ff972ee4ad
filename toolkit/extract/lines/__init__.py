"""A document as lines of tokens: bars, page marks and columns out of the way, tables side by side taken apart."""
