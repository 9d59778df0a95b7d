"""An invented municipality's purchases, to look at and to try things on.

Everything here is made by chance with a fixed seed: the same each time, to the byte. The modules that generate know
nothing of the database (`suppliers`, `register`, `ledger`); `loading` brings it in, the ledger by the real import. What
is chosen is where purchases go; what the screens say about them is computed, as it is for real ones.
"""
