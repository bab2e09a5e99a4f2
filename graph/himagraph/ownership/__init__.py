"""The record's capital as a register for `measures`: look-through shares, with the claims that each rests on.

    found        the values: Interest, Controller
    stored       as the build left them in the store, for the default clocks
    table        resolved capital as a table of stakes and rights, at any clocks
    interest     look-through shares of such a table
    controlling  who decides, by named definitions

`hima who-owns` loads `found` and `stored` alone.
"""
