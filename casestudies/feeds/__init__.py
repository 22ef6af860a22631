"""What programs fetch: new stories as a feed, and the addresses of all pages."""
