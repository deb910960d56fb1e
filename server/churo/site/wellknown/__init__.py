"""What programs look for at fixed addresses: /.well-known/void, robots.txt, sitemaps and more."""
