"""The OpenAPI documents that the services promise, as `make contracts` writes them."""
