"""What runs and keeps a deployed shop: the proxy, certificates, new versions, copies of the data."""
