"""What the network and the shares come to: patterns, dependency, concentration, and tables of one's own."""
