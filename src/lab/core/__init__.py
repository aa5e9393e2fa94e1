"""Tools without a domain: the gate, the audience, ids, pages, queue."""
