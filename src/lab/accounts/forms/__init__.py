"""What people type: about the account, and as a second step."""
