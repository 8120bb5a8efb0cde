"""What keeps a deployed shop at work: the proxy, certificates, new versions, copies of the data."""
