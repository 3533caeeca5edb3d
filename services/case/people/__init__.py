"""The people around the child as time goes by: custody, comings and goings, where they live."""
