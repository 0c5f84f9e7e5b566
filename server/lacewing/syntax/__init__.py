"""Languages, trees and queries. Pure: no I/O beyond reading the packaged grammars, no clock."""
