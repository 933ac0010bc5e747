"""What stands around the public files: configuration of web servers, and the way there."""
