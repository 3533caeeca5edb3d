"""The four services. They never import one another; they talk over HTTP and follow feeds."""
