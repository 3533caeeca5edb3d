"""One girl's story (S06), lived day by day through the gateway's HTTP and checked at the end."""
